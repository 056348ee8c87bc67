import { openLedger, type Ledger } from '../../../lib/ledger/ledger';
import { askQuestions, type AskedItem } from '../../../lib/shop/notices/askQuestions';
import { MemoryStore } from '../../support/memoryStore';

let ledger: Ledger;

beforeEach(() => {
	ledger = openLedger({ store: new MemoryStore(), now: () => Date.UTC(2026, 10, 28) });
});

const item = (
	item_id: number | null,
	guard: 'first_price' | 'wave' | null,
	action = 'none',
	offer_status = 'in_stock',
): AskedItem => ({
	asin: 'B000000001',
	item_id,
	shop_price: 3980,
	shop_visible: true,
	decision: {
		...{ floor: 2185, stop: null },
		held_moves:
			guard === null
				? []
				: [{ kind: 'cut', field: 'price', to: 2600, guard, price: 3980, limit: 50, quiet: false }],
	},
	result: { action },
	offer_status,
});

const ask = async (items: AskedItem[], isDry = false, isWhole = false) => {
	const listed = isWhole ? new Set(items.map(({ item_id }) => String(item_id))) : null;
	await askQuestions(items, ledger, {
		...{ account: 'shop', version: 1, run: 'r1', isDry, listed },
	});
	return (await ledger.notices.all('shop')).map(({ facts }) => facts);
};

const memberOf = (item_id: number) => ({
	...{ name: String(item_id), item_id, asin: 'B000000001', proposal: { price: 2600 } },
	facts: { price: 3980, floor: 2185 },
});

it('should ask about the items that wait, by kind, with what was shown', async () => {
	const items = [item(1, 'first_price'), item(2, null), item(3, 'wave'), item(null, 'wave')];
	const notes = await ask(items);

	expect(notes).toMatchObject([
		{ kind: 'first_price', count: 1 },
		{ kind: 'wave', count: 1 },
	]);
	const questions = await ledger.questions.all('shop');
	expect(questions.map(({ members }) => members)).toEqual([[memberOf(1)], [memberOf(3)]]);
});

it('should ask nothing in a dry run, and still tell what is open', async () => {
	expect(await ask([item(1, 'first_price')], true)).toEqual([]);
	await ask([item(1, 'first_price')]);
	expect(await ask([item(1, 'first_price')], true)).toMatchObject([{ count: 1 }]);
});

it('should count only what still waits, and what this run did not see', async () => {
	await ask([item(1, 'wave'), item(2, 'wave'), item(3, 'wave')]);

	expect(await ask([item(1, null), item(2, 'wave')])).toMatchObject([{ count: 2 }]);
	expect(await ask([item(2, null), item(3, null)])).toEqual([]);
});

it('should count what could not be sent yet as waiting', async () => {
	await ask([item(1, 'wave')]);

	expect(await ask([item(1, null, 'deferred')])).toMatchObject([{ count: 1 }]);
});

it('should not tell of a question that is answered', async () => {
	await ask([item(1, 'first_price')]);
	const [question] = await ledger.questions.all('shop');
	await ledger.questions.answer('shop', question!.codes.no);

	expect(await ask([item(1, 'first_price')])).toEqual([]);
});

it('should keep what waits while Amazon gives no answer', async () => {
	await ask([item(1, 'wave'), item(2, 'wave')]);

	const silent = [item(1, null, 'none', 'unknown'), item(2, 'wave')];
	expect(await ask(silent)).toMatchObject([{ count: 2 }]);
});

it('should forget what the shop has no more, and a no that has served its turn', async () => {
	await ask([item(1, 'wave'), item(2, 'wave')]);
	expect(await ask([item(2, 'wave')], false, true)).toMatchObject([{ count: 1 }]);
	const [question] = await ledger.questions.all('shop');
	await ledger.questions.answer('shop', question!.codes.no);
	expect(await ask([item(2, 'wave')])).toEqual([]);
	await ask([item(2, null)]);

	expect(await ask([item(2, 'wave')])).toMatchObject([{ count: 1 }]);
});
