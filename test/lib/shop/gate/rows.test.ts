import {
	ASIN,
	blackRow,
	done,
	doneAndLost,
	lost,
	openGate,
	refuse,
	rows,
	runIntent,
	WHITE,
	type Answer,
	type GateOptions,
	type OpenGate,
} from '../../../support/openGate';
import type { Listing } from '../../../../lib/listing/listing';
import { at, offer, soldOut } from '../../../support/situation';

/** Rows of an item at BASE: one call each, journalled one by one, and all on sale or hidden together. */

const dearer = { offer: offer({ price: 1200 }) };

type Opened = OpenGate & {
	/** Puts the item in, with that stock of its black and its white row. */
	placeRows: (black: number, white: number, changes?: Partial<Listing>) => Listing;
	/** As if the owner had changed the stock in the meantime. */
	setStocks: (black: number, white: number) => void;
	stocks: () => number[];
};

async function open(options: GateOptions = {}): Promise<Opened> {
	const opened = await openGate(options);
	const { place, shown } = opened;
	return {
		...opened,
		placeRows: (black, white, changes = {}) =>
			place({ variation_count: 2, variations: rows(black, white), ...changes }),
		setStocks: (black, white) => void (shown().variations = rows(black, white)),
		stocks: () => shown().variations.map(({ stock }) => stock),
	};
}

const inStock = { price: { price: 1000, at: at(1) }, stock: { in_stock: true, at: at(1) } };
const outOfStock = { price: { price: null, at: at(1) }, stock: { in_stock: false, at: at(1) } };

describe('the rows of an item that all sell one product', () => {
	it('should each be a call with an entry of its own, after the price', async () => {
		const { gate, placeRows, log } = await open();
		const result = await gate.send(runIntent(placeRows(0, 0), dearer));

		expect(result).toMatchObject({
			...{ action: 'updated', error: null },
			edits: { price: 1560, row_stocks: { 11: 1, 12: 1 } },
		});
		expect(log).toEqual([
			'take 4 adds_risk',
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

	it('should take only as many calls more as the item needs by now', async () => {
		const { gate, placeRows, setStocks, log } = await open();
		const intent = runIntent(placeRows(0, 1));
		setStocks(0, 0);

		expect((await gate.send(intent)).edits).toEqual({ row_stocks: { 11: 1, 12: 1 } });
		expect(log.filter((line) => line.startsWith('take'))).toEqual([
			'take 2 adds_risk',
			'take 1 adds_risk',
		]);
	});

	it('should keep what was done before a refusal, and stop there', async () => {
		const answers = [done, refuse('bad_variation_id')];
		const { gate, placeRows, log, shown } = await open({ answers });

		expect((await gate.send(runIntent(placeRows(0, 0), dearer))).action).toBe('failed');
		expect(shown().price).toBe(1560);
		expect(log).not.toContain('stock 12 1');
		const outcomes = log.filter((line) => ['applied', 'failed'].includes(line));
		expect(outcomes).toEqual(['applied', 'failed']);
	});

	it('should wait where the hour is used up between two of them', async () => {
		const answers = [done, refuse('hour_api_limit')];
		const { gate, placeRows, stocks, log } = await open({ answers });

		expect((await gate.send(runIntent(placeRows(0, 0)))).action).toBe('deferred');
		expect(stocks()).toEqual([1, 0]);
		expect(log).toContain('exhausted hour');
	});

	it('should be put off where the budget does not reach for all of them', async () => {
		const { gate, placeRows, log } = await open({ calls: 2 });

		expect((await gate.send(runIntent(placeRows(0, 0)))).action).toBe('deferred');
		expect(log).toEqual(['take 3 adds_risk']);
	});
});

describe('the call for a row', () => {
	const fill = async (answer: Answer) => {
		const opened = await open({ answers: [answer] });
		await opened.know(inStock, WHITE);
		const result = await opened.gate.send(runIntent(blackRow(opened.placeRows(0, 1))));
		const sent = opened.log.filter((line) => line.startsWith('stock'));
		return { ...opened, result, sent };
	};

	it('should not be sent twice where its answer was lost after it was done', async () => {
		const { result, sent, stocks, log } = await fill(doneAndLost);
		expect(result.action).toBe('updated');
		expect(sent).toHaveLength(1);
		expect([stocks(), log.at(-1)]).toEqual([[1, 1], 'applied']);
	});

	it('should be sent again where the loss left the row as it was', async () => {
		const { result, sent, stocks } = await fill(lost);
		expect(result.action).toBe('updated');
		expect(sent).toHaveLength(2);
		expect(stocks()).toEqual([1, 1]);
	});

	it('should fail where BASE answers and the row is as before', async () => {
		const unmoved: Answer = async (apply) => {
			const shown = await apply();
			return { ...shown, variations: rows(0, 1) };
		};
		expect((await fill(unmoved)).result).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('反映されていません') as string,
		});
	});

	it('should name the row that the owner deleted, with BASE’s code', async () => {
		const { result, log } = await fill(refuse('bad_variation_id'));
		expect(result.action).toBe('failed');
		expect(result.error).toContain('このバリエーションがありません (bad_variation_id');
		expect(log).toContain('failed');
	});
});

describe('a row that is sold out', () => {
	const gone = { offer: soldOut() };

	it('should take the item with it where the others were emptied meanwhile', async () => {
		const { gate, placeRows, setStocks, know, log } = await open();
		await know(outOfStock, WHITE);
		const intent = runIntent(blackRow(placeRows(1, 1)), gone);
		setStocks(1, 0);

		expect(await gate.send(intent)).toMatchObject({
			action: 'updated',
			edits: { visible: false, row_stocks: { 11: 0 } },
		});
		expect(log).toEqual([
			'take 2 lowers_risk',
			'get',
			'take 1 lowers_risk',
			'intend {"visible":false}',
			'edit {"visible":false}',
			'applied',
			'intend {"row_stocks":{"11":0}}',
			'stock 11 0',
			'applied',
		]);
	});

	it('should leave the item on sale where another was filled up meanwhile', async () => {
		const { gate, placeRows, setStocks, know, shown } = await open();
		await know(outOfStock, WHITE);
		const intent = runIntent(blackRow(placeRows(1, 0)), gone);
		expect(intent.edits).toEqual({ visible: false, row_stocks: { 11: 0 } });
		setStocks(1, 1);

		expect((await gate.send(intent)).edits).toEqual({ row_stocks: { 11: 0 } });
		expect(shown().visible).toBe(true);
	});

	it('should leave the item on sale for a row that is about to be filled up', async () => {
		const { gate, placeRows, know, shown, stocks } = await open();
		await know(inStock, WHITE);
		await gate.send(runIntent(blackRow(placeRows(1, 0)), gone));

		expect([shown().visible, stocks()]).toEqual([true, [0, 0]]);
	});

	it('should hide the item where the price is too low for the other row', async () => {
		const { gate, placeRows, know, shown } = await open();
		await know({ ...inStock, price: { price: 1300, at: at(1) } }, WHITE);
		await gate.send(runIntent(blackRow(placeRows(1, 0)), gone));

		expect(shown().visible).toBe(false);
	});

	it('should be left as it is where BASE shows it so already', async () => {
		const { gate, placeRows, setStocks, log } = await open();
		const intent = runIntent(blackRow(placeRows(1, 1)), gone);
		setStocks(0, 1);

		expect((await gate.send(intent)).action).toBe('none');
		expect(log).toEqual(['take 2 lowers_risk', 'get']);
	});

	it('should not take for its own what the owner hid meanwhile', async () => {
		const { gate, placeRows, shown, know, log } = await open();
		await know(outOfStock, WHITE);
		const intent = runIntent(blackRow(placeRows(1, 0)), gone);
		shown().visible = false;

		expect((await gate.send(intent)).edits).toEqual({ row_stocks: { 11: 0 } });
		expect(log).not.toContain('intend {"visible":false}');
	});
});

describe('a row that is back', () => {
	const known = { shop: { 'shop/1': { hidden_by_sync_at: at(60) } } };

	it('should be filled up on an item that another row has shown meanwhile', async () => {
		const { gate, placeRows, know, shown, setStocks, stocks } = await open();
		await know(known);
		await know(inStock, WHITE);
		const of = blackRow(placeRows(0, 0, { visible: false }));
		const intent = runIntent(of, { cached: known });
		expect(intent.edits).toEqual({ visible: true, row_stocks: { 11: 1 } });
		shown().visible = true;
		setStocks(0, 1);

		expect(await gate.send(intent)).toMatchObject({
			action: 'updated',
			edits: { row_stocks: { 11: 1 } },
		});
		expect(stocks()).toEqual([1, 1]);
	});

	it.each([
		['stock', { variations: rows(5, 1) }],
		['visibility', { visible: false }],
	])('should be left alone where the owner changed its %s', async (_, changed) => {
		const { gate, placeRows, know, shown, log } = await open();
		await know(inStock, WHITE);
		const intent = runIntent(blackRow(placeRows(0, 1)));
		Object.assign(shown(), changed);

		expect((await gate.send(intent)).action).toBe('none');
		expect(log).toEqual(['take 2 adds_risk', 'get']);
	});

	it('should be filled up at another price that the owner set above its floor', async () => {
		const { gate, placeRows, know, shown, stocks } = await open();
		await know(inStock, WHITE);
		const intent = runIntent(blackRow(placeRows(0, 1)));
		shown().price = 1400;

		expect((await gate.send(intent)).action).toBe('updated');
		expect(stocks()).toEqual([1, 1]);
	});

	it('should stay empty where the owner set the price below its floor', async () => {
		const { gate, placeRows, know, shown, log } = await open();
		await know(inStock, WHITE);
		const intent = runIntent(blackRow(placeRows(0, 1)));
		shown().price = 1000;

		// A cost of 1,000 has its floor at 1,115; the price of an item with such rows is the owner's.
		expect(await gate.send(intent)).toMatchObject({
			action: 'held',
			held: [
				{ kind: 'raise', guard: 'variations', to: 1300 },
				{ kind: 'refill', guard: 'floor', price: 1000, floor: 1115, quiet: true },
			],
		});
		expect(log).toEqual(['take 2 adds_risk', 'get']);
	});

	it('should not show the item while a row that Amazon has not got has stock', async () => {
		const { gate, placeRows, know, shown } = await open();
		await know(known);
		await know(outOfStock, WHITE);
		const of = blackRow(placeRows(0, 2, { visible: false }));

		expect(await gate.send(runIntent(of, { cached: known }))).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('その在庫を0にしてから公開します') as string,
		});
		expect(shown().visible).toBe(false);
	});

	it('should tell the other row’s document that the item is shown', async () => {
		const { gate, placeRows, know, stored } = await open();
		for (const asin of [ASIN, WHITE]) await know({ ...known, ...inStock }, asin);
		const of = blackRow(placeRows(0, 0, { visible: false }));
		await gate.send(runIntent(of, { cached: known }));

		const document = (await stored.read([WHITE])).get(WHITE);
		expect(document?.shop?.['shop/1']?.hidden_by_sync_at).toBeNull();
	});
});
