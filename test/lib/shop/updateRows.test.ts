import { AccountRefusedError, AnswerLostError } from '../../../lib/shop/errors';
import { makeRefusal } from '../../../lib/baseShop/errors';
import {
	updateListing,
	type EditPlan,
	type UpdatePorts,
} from '../../../lib/shop/edits/updateListing';
import type { Listing } from '../../../lib/listing/listing';
import type { Edits } from '../../../lib/listing/memory';
import { at, listing } from '../../support/situation';

/** Rows of an item at BASE: one call each, journaled one by one, believed only when shown. */

const item = (black: number, white: number, changes: Partial<Listing> = {}): Listing =>
	listing({
		stock: black + white,
		variation_count: 2,
		variations: [
			{ variation_id: 11, title: '黒', stock: black, identifier: '' },
			{ variation_id: 12, title: '白', stock: white, identifier: '' },
		],
		...changes,
	});

/** The plan of the black row, whose product the white one does not sell. */
const rowPlan = (before: Listing, edits: Edits, changes: Partial<EditPlan> = {}): EditPlan => ({
	asin: 'B0006L0120',
	run: 'r1',
	listing: {
		...before,
		variation: {
			variation_id: 11,
			title: '黒',
			stock: before.variations[0]!.stock,
			siblings: [{ variation_id: 12, asin: 'B0000WHITE' }],
		},
	},
	edits,
	addsRisk: false,
	offerFetchedAt: at(1),
	lastWrittenOfferAt: null,
	why: [],
	...changes,
});

const wholePlan = (before: Listing, edits: Edits, changes: Partial<EditPlan> = {}): EditPlan => ({
	...rowPlan(before, edits, changes),
	listing: before,
});

type Answer = (apply: () => Listing) => Listing;

const done: Answer = (apply) => apply();
const lost: Answer = () => {
	throw new AnswerLostError('lost', 'ECONNRESET');
};
const doneAndLost: Answer = (apply) => {
	apply();
	throw new AnswerLostError('lost', 'ECONNRESET');
};
const refuse =
	(code: string): Answer =>
	() => {
		throw makeRefusal(code, '不正です。');
	};

/** A shop of one item; its edits answer as told, one after the other, and then as they should. */
function shop(shown: Listing, answers: Answer[] = [], calls = Infinity) {
	let now = shown;
	let left = calls;
	const log: string[] = [];
	const answer = (apply: () => Listing) => (answers.shift() ?? done)(apply);
	const ports: UpdatePorts = {
		client: {
			getItem: async () => {
				log.push('get');
				return now;
			},
			editItem: async (_, fields) => {
				log.push(`edit ${JSON.stringify(fields)}`);
				return answer(() => (now = { ...now, ...fields }));
			},
			editVariationStock: async (_, id, stock) => {
				log.push(`stock ${id} ${stock}`);
				return answer(() => (now = withRow(now, id, stock)));
			},
		},
		budget: {
			take: async (wanted) => {
				log.push(`take ${wanted}`);
				if (left < wanted) return false;
				left -= wanted;
				return true;
			},
			exhausted: async () => undefined,
		},
		records: {
			intend: async ({ edits }) => {
				log.push(`intend ${JSON.stringify(edits)}`);
				return 'id';
			},
			settle: async (_, __, outcome) => void log.push(outcome),
		},
	};
	return { ports, log, stocks: () => now.variations.map(({ stock }) => stock), now: () => now };
}

function withRow(before: Listing, id: number, stock: number): Listing {
	const variations = before.variations.map((row) =>
		row.variation_id === id ? { ...row, stock } : row,
	);
	return { ...before, variations, stock: variations.reduce((sum, row) => sum + row.stock, 0) };
}

describe('the rows of an item', () => {
	it('should each be a call with an entry of its own, after the price', async () => {
		const before = item(0, 0);
		const edits = { price: 1560, row_stocks: { 11: 1, 12: 1 } };
		const { ports, log } = shop(before);
		const result = await updateListing(wholePlan(before, edits, { addsRisk: true }), ports);
		expect(result).toMatchObject({ action: 'updated', edits, error: null });
		expect(log).toEqual([
			'take 4',
			'get',
			'intend {"price":1560}',
			'edit {"price":1560}',
			'applied',
			'intend {"row_stocks":{"11":1}}',
			'stock 11 1',
			'applied',
			'intend {"row_stocks":{"12":1}}',
			'stock 12 1',
			'applied',
		]);
	});

	it('should be left as they are where BASE shows them so already', async () => {
		const { ports, log } = shop(item(0, 1));
		const plan = rowPlan(item(1, 1), { row_stocks: { 11: 0 } });
		expect((await updateListing(plan, ports)).action).toBe('none');
		expect(log).toEqual(['take 2', 'get']);
	});

	it('should not be sent twice where the answer was lost after it was done', async () => {
		const before = item(1, 1);
		const { ports, log, stocks } = shop(before, [doneAndLost]);
		const result = await updateListing(rowPlan(before, { row_stocks: { 11: 0 } }), ports);
		expect(result.action).toBe('updated');
		expect(stocks()).toEqual([0, 1]);
		expect(log.filter((line) => line.startsWith('stock'))).toHaveLength(1);
		expect(log.at(-1)).toBe('applied');
	});

	it('should be sent again where the loss left the row as it was', async () => {
		const before = item(1, 1);
		const { ports, log, stocks } = shop(before, [lost]);
		const result = await updateListing(rowPlan(before, { row_stocks: { 11: 0 } }), ports);
		expect(result.action).toBe('updated');
		expect(stocks()).toEqual([0, 1]);
		expect(log.filter((line) => line.startsWith('stock'))).toHaveLength(2);
	});

	it('should be "lost" when both attempts were', async () => {
		const before = item(1, 1);
		const { ports, log } = shop(before, [lost, lost]);
		const result = await updateListing(rowPlan(before, { row_stocks: { 11: 0 } }), ports);
		expect(result.action).toBe('failed');
		expect(log.at(-1)).toBe('lost');
	});

	it('should fail where BASE answers and the row is as before', async () => {
		const before = item(0, 1);
		const { ports } = shop(before, [() => before]);
		const plan = rowPlan(before, { row_stocks: { 11: 1 } }, { addsRisk: true });
		expect(await updateListing(plan, ports)).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('反映されていません') as string,
		});
	});

	it('should name the row that the owner deleted, with BASE’s code', async () => {
		const before = item(0, 1);
		const { ports, log } = shop(before, [refuse('bad_variation_id')]);
		const plan = rowPlan(before, { row_stocks: { 11: 1 } }, { addsRisk: true });
		const { action, error } = await updateListing(plan, ports);
		expect(action).toBe('failed');
		expect(error).toContain('このバリエーションがありません (bad_variation_id');
		expect(log.at(-1)).toBe('failed');
	});

	it('should keep what was done before a refusal, and stop there', async () => {
		const before = item(0, 0);
		const { ports, log, now } = shop(before, [done, refuse('bad_variation_id')]);
		const edits = { price: 1560, row_stocks: { 11: 1, 12: 1 } };
		expect((await updateListing(wholePlan(before, edits), ports)).action).toBe('failed');
		expect(now().price).toBe(1560);
		expect(log.filter((line) => ['applied', 'failed'].includes(line))).toEqual([
			'applied',
			'failed',
		]);
		expect(log).not.toContain('stock 12 1');
	});

	it('should stop the account where the hour is used up between two rows', async () => {
		const before = item(0, 0);
		const { ports, stocks } = shop(before, [done, refuse('hour_api_limit')]);
		const plan = wholePlan(before, { row_stocks: { 11: 1, 12: 1 } });
		await expect(updateListing(plan, ports)).rejects.toBeInstanceOf(AccountRefusedError);
		expect(stocks()).toEqual([1, 0]);
	});

	it('should be put off where the budget does not reach for all of them', async () => {
		const before = item(0, 0);
		const { ports, log } = shop(before, [], 2);
		const plan = wholePlan(before, { row_stocks: { 11: 1, 12: 1 } });
		expect((await updateListing(plan, ports)).action).toBe('deferred');
		expect(log).toEqual(['take 3']);
	});
});

describe('a row beside others of its item', () => {
	it('should take the item with it where the others were emptied meanwhile', async () => {
		const { ports, log } = shop(item(1, 0));
		const plan = rowPlan(item(1, 1), { row_stocks: { 11: 0 } });
		expect(await updateListing(plan, ports)).toMatchObject({
			action: 'updated',
			edits: { visible: false, row_stocks: { 11: 0 } },
		});
		expect(log).toEqual([
			'take 2',
			'get',
			'take 1',
			'intend {"visible":false}',
			'edit {"visible":false}',
			'applied',
			'intend {"row_stocks":{"11":0}}',
			'stock 11 0',
			'applied',
		]);
	});

	it('should leave the item on sale where another was filled up meanwhile', async () => {
		const { ports, now } = shop(item(1, 1));
		const plan = rowPlan(item(1, 0), { visible: false, row_stocks: { 11: 0 } });
		expect(await updateListing(plan, ports)).toMatchObject({ edits: { row_stocks: { 11: 0 } } });
		expect(now().visible).toBe(true);
	});

	it('should leave the item on sale for a row that is about to be filled up', async () => {
		const { ports, now } = shop(item(1, 0));
		const edits = { visible: false, row_stocks: { 11: 0 } };
		await updateListing(rowPlan(item(1, 0), edits, { comingRows: [12] }), ports);
		expect(now()).toMatchObject({ visible: true, stock: 0 });
	});

	it('should leave the item on sale where a guard stopped its hide', async () => {
		const { ports, now } = shop(item(1, 0));
		const plan = rowPlan(item(1, 0), { row_stocks: { 11: 0 } }, { staysShown: true });
		await updateListing(plan, ports);
		expect(now()).toMatchObject({ visible: true, stock: 0 });
	});

	it('should not take for its own what the owner hid meanwhile', async () => {
		const { ports, log } = shop(item(1, 0, { visible: false }));
		const plan = rowPlan(item(1, 0), { visible: false, row_stocks: { 11: 0 } });
		expect(await updateListing(plan, ports)).toMatchObject({ edits: { row_stocks: { 11: 0 } } });
		expect(log).not.toContain('intend {"visible":false}');
	});

	it('should be filled up on an item that another row has shown meanwhile', async () => {
		const { ports, stocks } = shop(item(0, 1));
		const before = item(0, 0, { visible: false });
		const edits = { visible: true, row_stocks: { 11: 1 } };
		const result = await updateListing(rowPlan(before, edits, { addsRisk: true }), ports);
		expect(result).toMatchObject({ action: 'updated', edits: { row_stocks: { 11: 1 } } });
		expect(stocks()).toEqual([1, 1]);
	});

	it.each([
		['its own stock', item(5, 1), '在庫'],
		['the price', item(0, 1, { price: 1400 }), '価格'],
		['visibility', item(0, 1, { visible: false }), '公開状態'],
	])('should leave it alone where the owner changed %s', async (_, shown, name) => {
		const { ports } = shop(shown);
		const plan = rowPlan(item(0, 1), { row_stocks: { 11: 1 } }, { addsRisk: true });
		expect(await updateListing(plan, ports)).toMatchObject({
			action: 'held',
			error: expect.stringContaining(`${name}が変わったため`) as string,
		});
	});

	it('should not show the item while a row that Amazon has not got has stock', async () => {
		const before = item(0, 2, { visible: false });
		const { ports, now } = shop(before);
		const edits = { visible: true, row_stocks: { 11: 1 } };
		const plan = rowPlan(before, edits, { addsRisk: true, closedRows: [12] });
		expect(await updateListing(plan, ports)).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('その在庫を0にしてから公開します') as string,
		});
		expect(now().visible).toBe(false);
	});
});
