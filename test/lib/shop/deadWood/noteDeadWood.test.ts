import { defaultValues } from '../../../../lib/ledger/rules/ruleValues';
import { noteDeadWood } from '../../../../lib/shop/notices/noteDeadWood';
import { MemoryStore } from '../../../support/memoryStore';
import { listing, markup13, NOW } from '../../../support/situation';
import { openStored, type Stored } from '../../../support/stored';

const ASIN = 'B000000001';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let now: number;
let stored: Stored;

const answer = async (at: number, inStock: boolean): Promise<void> => {
	now = at;
	const stamp = new Date(at).toISOString();
	const stock = {
		...{ in_stock: inStock, at: stamp },
		offer_status: inStock ? ('in_stock' as const) : ('out_of_stock' as const),
	};
	await stored.write([{ asin: ASIN, set: { stock } }]);
};

beforeEach(async () => {
	now = NOW;
	stored = openStored({ store: new MemoryStore(), now: () => now });
	await stored.rules.save('shop', { ...defaultValues, live: true, pricing: markup13 }, 'settings');
	const item = listing({ item_id: 7, identifier: ASIN, visible: false });
	await stored.items.accept('shop', [item], undefined);
	await answer(NOW - 50 * DAY, true);
	await answer(NOW - 40 * DAY, false);
	now = NOW;
});

const note = async () =>
	await noteDeadWood({ cache: stored, ledger: stored }, { account: 'shop', run: 'run' }, now);
const noted = async () =>
	(await stored.notices.all('shop')).map(({ kind, facts, told_at }) => ({ kind, facts, told_at }));
const tell = async () => {
	const [{ id } = { id: '' }] = await stored.notices.all('shop');
	await stored.notices.offer('shop', new Set([id]), { run: 'run', task: 'sync' });
	await stored.notices.tell('shop', new Set([id]));
};

describe('the weekly notice of dead wood', () => {
	it('should name how many items there are, and after how many days they count', async () => {
		await note();
		expect(await noted()).toEqual([
			{ kind: 'dead_wood', facts: { count: 1, days: 30 }, told_at: null },
		]);
	});

	it('should wait for a week once it was told', async () => {
		await note();
		await tell();
		const told = await noted();
		now = NOW + 6 * DAY;
		await note();
		expect(await noted()).toEqual(told);
		now = NOW + 7 * DAY;
		await note();
		expect(await noted()).toMatchObject([{ kind: 'dead_wood', told_at: null }]);
	});

	it('should be there once, however often it was found before it was told', async () => {
		await note();
		now += 3 * HOUR;
		await note();
		expect(await noted()).toHaveLength(1);
	});

	it('should be over once nothing is left', async () => {
		await note();
		await answer(NOW + HOUR, true);
		await note();
		expect(await noted()).toEqual([]);
	});

	it('should not be lost to a clock that was ahead', async () => {
		now = NOW + 400 * DAY;
		await note();
		await tell();
		now = NOW;
		await note();
		expect(await noted()).toMatchObject([{ told_at: null }]);
	});
});
