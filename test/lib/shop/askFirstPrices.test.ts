import { openLedger } from '../../../lib/ledger/ledger';
import type { Questions } from '../../../lib/ledger/questions/questions';
import { askFirstPrices, type FirstPriceItem } from '../../../lib/shop/runs/askFirstPrices';
import { MemoryStore } from '../../support/memoryStore';

let questions: Questions;

beforeEach(() => {
	const now = () => Date.UTC(2026, 10, 28);
	({ questions } = openLedger({ store: new MemoryStore(), now }));
});

const item = (item_id: number | null, isFar: boolean): FirstPriceItem => ({
	asin: 'B000000001',
	item_id,
	shop_price: 3980,
	decision: {
		floor: 2185,
		held_moves: isFar
			? [{ kind: 'cut', field: 'price', to: 2600, guard: 'first_price', price: 3980, quiet: false }]
			: [],
	},
});

const ask = async (items: FirstPriceItem[], more: { isDry?: boolean; isManual?: boolean } = {}) =>
	await askFirstPrices(items, {
		...{ questions, account: 'shop', version: 1, isDry: false, isManual: false },
		...more,
	});

it('should ask about the items whose first price is far from the rule, with what was shown', async () => {
	const notes = await ask([item(1, true), item(2, false), item(3, true), item(null, true)]);

	expect(notes).toMatchObject([{ kind: 'first_price', count: 2, isNews: true }]);
	expect((await questions.all('shop'))[0]?.members).toEqual(
		[1, 3].map((item_id) => ({
			item_id,
			asin: 'B000000001',
			proposal: { price: 2600 },
			facts: { price: 3980, floor: 2185 },
		})),
	);
});

it('should ask nothing in a dry run, and still tell what is open', async () => {
	expect(await ask([item(1, true)], { isDry: true })).toEqual([]);
	await ask([item(1, true)]);
	expect(await ask([item(1, true)], { isDry: true })).toMatchObject([{ count: 1 }]);
});

it('should count only what still waits, and what this run did not see', async () => {
	await ask([item(1, true), item(2, true), item(3, true)]);

	expect(await ask([item(1, false), item(2, true)])).toMatchObject([{ count: 2 }]);
	expect(await ask([item(1, false), item(2, false), item(3, false)])).toEqual([]);
});

it('should be news once a day by schedule, and each time by hand', async () => {
	await ask([item(1, true)]);

	expect(await ask([item(1, true)])).toMatchObject([{ isNews: false }]);
	expect(await ask([item(1, true)], { isManual: true })).toMatchObject([{ isNews: true }]);
});

it('should not tell of a question that is answered', async () => {
	const [note] = await ask([item(1, true)]);
	await questions.answer('shop', note!.codes.no);

	expect(await ask([item(1, true)])).toEqual([]);
});
