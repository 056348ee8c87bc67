import { defaultValues, type RuleValues } from '../../../../lib/ledger/rules/ruleValues';
import { readItem } from '../../../../lib/shop/items/readItem';
import { MemoryStore } from '../../../support/memoryStore';
import { at, listing, markup13, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

const ASIN = 'B000000001';
const rules: RuleValues = { ...defaultValues, live: true, pricing: markup13 };

let stored: Stored;

beforeEach(async () => {
	stored = openStored({ store: new MemoryStore(), now: () => NOW });
	await stored.rules.save('shop', rules, 'settings');
});

const read = async (itemId = 7) =>
	await readItem('shop', itemId, {
		data: { cache: stored, ledger: stored },
		now: () => NOW,
	});

const item = listing({ item_id: 7, identifier: ASIN, price: 1300, read_at: at(90) });
const accept = async () => await stored.items.accept('shop', [item], undefined);

/** Amazon's answer so many minutes ago; null = sold out. */
async function answer(minutes: number, price: number | null): Promise<void> {
	const stamp = at(minutes);
	await stored.write([
		{
			asin: ASIN,
			set: {
				price: { price, currency: 'JPY', points: 0, at: stamp },
				stock: {
					...{ in_stock: price !== null, at: stamp },
					offer_status: price === null ? 'out_of_stock' : 'in_stock',
				},
			},
		},
	]);
}

describe('the facts about an item', () => {
	it('should be null for an item that the list does not have', async () => {
		await accept();
		expect(await read(8)).toBeNull();
	});

	it('should be null for a shop whose list was never read', async () => {
		expect(await read()).toBeNull();
	});

	it('should say how it sells, once the orders of the shop were read', async () => {
		await accept();
		expect((await read())?.sold).toBeNull();
		await stored.sales.note('shop', { heads: [], orders: [], remembered: new Set() });
		const none = { since: NOW, in30Days: 0, in90Days: 0, lastSoldAt: null };
		expect((await read())?.sold).toEqual(none);
	});

	it('should be the listing alone for an item without a code', async () => {
		await stored.items.accept('shop', [{ ...item, identifier: '' }], undefined);
		expect(await read()).toMatchObject({
			...{ listing: { item_id: 7, price: 1300 }, products: [], questions: [], override: {} },
			shopTrail: [{ at: Date.parse(at(90)), price: 1300, is_on: item.visible }],
		});
	});

	it('should name no margin of a product that Amazon never answered about', async () => {
		await accept();
		expect((await read())?.products).toMatchObject([
			{ asin: ASIN, margin: null, trail: [], image: null, outcome: 'unknown' },
		]);
	});

	it('should name margin and break-even by the last price of Amazon', async () => {
		await accept();
		await answer(60, 1000);
		expect((await read())?.products[0]?.margin).toMatchObject({ break_even: expect.any(Number) });
	});

	it('should end both courses with the present state', async () => {
		await accept();
		await answer(300, 900);
		await answer(60, 1000);
		await answer(10, 1000);
		await stored.items.note({ ...item, price: 1250, read_at: at(20) });
		const facts = await read();
		expect(facts?.products[0]?.trail.map(({ at: ms, price }) => [ms, price])).toEqual([
			[Date.parse(at(300)), 900],
			[Date.parse(at(60)), 1000],
			[Date.parse(at(10)), 1000],
		]);
		expect(facts?.shopTrail.map(({ price }) => price)).toEqual([1300, 1250]);
	});

	it('should show a sold-out product as not to be had', async () => {
		await accept();
		await answer(60, 1000);
		await answer(10, null);
		expect((await read())?.products[0]?.trail.at(-1)).toMatchObject({ price: null, is_on: false });
	});

	it("should name the owner's settings for it", async () => {
		await accept();
		await stored.rules.save('shop', { ...rules, items: { 7: { price: 2980 } } }, 'owner');
		expect((await read())?.override).toEqual({ price: 2980 });
	});

	it('should name each open question about it, and no other', async () => {
		await accept();
		const member = (item_id: number) => ({
			...{ name: String(item_id), item_id, asin: ASIN },
			proposal: { price: 1500 },
			facts: { price: 1300, floor: 1100 },
		});
		await stored.questions.update('shop', {
			...{ kind: 'first_price', version: 1, settled: new Set<string>() },
			held: [member(7), member(8)],
		});
		expect((await read())?.questions).toMatchObject([
			{ kind: 'first_price', members: [{ item_id: 7 }] },
		]);
		expect((await read())?.questions[0]?.members).toHaveLength(1);
	});
});
