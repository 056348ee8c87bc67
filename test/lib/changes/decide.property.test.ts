import fc from 'fast-check';
import { decide } from '../../../lib/changes/decide';
import type { Situation } from '../../../lib/changes/situation';
import type { Edits } from '../../../lib/listing/memory';
import type { Listing } from '../../../lib/listing/listing';
import { computeFloor } from '../../../lib/listing/pricing/pricing';
import { casesOf } from '../../support/cases';
import { at, guards, listing, markup13, NOW, offer, situation } from '../../support/situation';

const RUNS = { numRuns: casesOf(10_000) };
const price = fc.integer({ min: 1, max: 150_000 });

const anyOffer = fc
	.record({
		status: fc.constantFrom('in_stock', 'out_of_stock', 'filtered_out', 'gone', 'unknown'),
		price,
		age: fc.integer({ min: 0, max: 3000 }),
	})
	.map(({ status, price: amount, age }) =>
		offer({
			status: status as 'in_stock',
			price: status === 'in_stock' ? amount : null,
			fetched_at: at(age),
			reason: status === 'in_stock' ? null : '理由',
		}),
	);

const anyListing = fc
	.record({
		price,
		visible: fc.boolean(),
		stock: fc.integer({ min: 0, max: 2 }),
		kind: fc.constantFrom('plain', 'plain', 'unread rows', 'rows of one product', 'own row'),
		other: fc.integer({ min: 0, max: 2 }),
	})
	.map(({ kind, other, ...fields }) => {
		if (kind === 'plain') return listing(fields);
		if (kind === 'unread rows') return listing({ ...fields, variation_count: 2 });
		const varied = withRows(listing({ ...fields, variation_count: 2 }), [fields.stock, other]);
		const siblings = [{ variation_id: 12, asin: 'B0000WHITE' }];
		const variation = { variation_id: 11, title: '黒', stock: fields.stock, siblings };
		return kind === 'own row' ? { ...varied, variation } : varied;
	});

const withRows = (item: Listing, stocks: number[]): Listing => ({
	...item,
	stock: stocks.reduce((sum, stock) => sum + stock, 0),
	variations: stocks.map((stock, index) => ({
		variation_id: 11 + index,
		title: ['黒', '白'][index]!,
		stock,
		identifier: '',
	})),
});

const stamp = fc.integer({ min: 0, max: 4000 }).map(at);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const anyCached = fc
	.record({
		price: fc.option(price),
		price_updated_at: maybe(stamp),
		failing_since: maybe(stamp),
		memory: fc.record({
			last_written: maybe(fc.record({ price: maybe(price), at: stamp })),
			hidden_by_sync_at: maybe(stamp),
			hidden_by_brake_at: maybe(stamp),
			adopted_at: maybe(stamp),
			pending: maybe(fc.record({ price, seen_at: stamp })),
		}),
	})
	.map(({ memory, ...rest }) => ({ ...rest, shop: { 'shop/1': memory, 'shop/1/11': memory } }));

const anySituation: fc.Arbitrary<Situation> = fc
	.record({
		offer: anyOffer,
		listing: anyListing,
		cached: fc.option(anyCached),
		runSuccessPercent: fc.integer({ min: 0, max: 100 }),
		answers: fc.record({
			first_price: fc.constantFrom('free' as const, 'no' as const, null, { price: 1300 }),
			wave: fc.constantFrom<Edits | null>(null, { price: 1300 }, { visible: false }),
			refused: fc.constantFrom<Edits | null>(null, { price: 1300 }, { visible: true }),
			asked: fc.constantFrom<Edits | null>(null, { price: 1300 }, { visible: true }),
		}),
		trippedKinds: fc.subarray(['hide', 'empty', 'raise', 'show', 'cut'] as const),
	})
	.map(({ trippedKinds, ...rest }) =>
		situation({
			...rest,
			tripped: Object.fromEntries(trippedKinds.map((kind) => [kind, { limit: 50, asin: 'B0' }])),
		}),
	);

/** The listing as it stands after the edits went out. */
function after(given: Situation): Listing {
	const { row_stocks: stocks = {}, ...edits } = decide(given).edits;
	const edited = { ...given.listing!, ...edits };
	if (edited.variations.length === 0) return edited;
	const rows = edited.variations.map((row) => stocks[row.variation_id] ?? row.stock);
	const { variation } = edited;
	return {
		...withRows(edited, rows),
		...(variation ? { variation: { ...variation, stock: rows[0]! } } : {}),
	};
}

/** Of a row: its item is shown, and it has stock. */
const isOnSale = ({ visible, variation }: Listing): boolean =>
	visible && (!variation || variation.stock > 0);

describe('decide, for any situation', () => {
	it('should never edit a price to below the floor', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				const { edits, floor } = decide(given);
				return edits.price === undefined || (floor !== null && edits.price >= floor);
			}),
			RUNS,
		);
	});

	it('should leave no visible item below its known floor, unless hiding was stopped', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				const { offer: amazon, tripped } = given;
				const isStopped = tripped.hide ?? tripped.empty;
				if (amazon.status !== 'in_stock' || isStopped || given.override.neverTouch) return true;
				const floor = computeFloor({ price: amazon.price!, points: 0 }, markup13);
				const result = after(given);
				return !isOnSale(result) || result.price >= floor;
			}),
			RUNS,
		);
	});

	it('should change no price and show nothing by a rule that cannot be read, and hide all the same', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				const { edits } = decide({ ...given, ruleProblem: '掛け率が空です' });
				expect(edits.price).toBeUndefined();
				expect(edits.visible).not.toBe(true);
				const isSold = given.offer.status !== 'in_stock';
				if (isSold) expect(edits).toEqual(decide(given).edits);
			}),
			RUNS,
		);
	});

	it('should never edit the price of a row, nor hide an item that has another in stock', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				if (!given.listing?.variation) return true;
				const { price: edited, visible } = decide(given).edits;
				return edited === undefined && (visible !== false || after(given).stock === 0);
			}),
			RUNS,
		);
	});

	it('should change nothing for an unknown answer while the cost is young', () => {
		fc.assert(
			fc.property(anySituation, fc.integer({ min: 0, max: 1440 }), (given, age) => {
				const cached = { ...given.cached, price_updated_at: at(age) };
				const unknown = { ...given.offer, status: 'unknown' as const, price: null };
				const cost = cached.price ?? null;
				const floor = cost === null ? 0 : computeFloor({ price: cost, points: 0 }, markup13);
				fc.pre(given.listing!.price >= floor);
				expect(decide({ ...given, cached, offer: unknown }).edits).toEqual({});
			}),
			RUNS,
		);
	});

	it('should never show, cut or refill on an answer that is unknown, sold out or old', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				const decision = decide(given);
				const isYoung = NOW - Date.parse(given.offer.fetched_at) <= guards.maximumAnswerAgeMs;
				return decision.risk !== 'adds' || (given.offer.status === 'in_stock' && isYoung);
			}),
			RUNS,
		);
	});

	it('should never show what the owner or the brake hid', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				const memory = given.cached?.shop?.['shop/1'];
				if (decide(given).edits.visible !== true) return true;
				const isOurs = !!(memory?.hidden_by_sync_at ?? memory?.adopted_at);
				return isOurs && !memory?.hidden_by_brake_at;
			}),
			RUNS,
		);
	});

	it('should find nothing more to do once its edits went out', () => {
		fc.assert(
			fc.property(anySituation, (given) => {
				const { edits } = decide(given);
				const memory = given.cached?.shop?.['shop/1'] ?? {};
				const written = {
					...memory,
					last_written: { ...memory.last_written, ...edits, at: at(0) },
					...(edits.visible === false ? { hidden_by_sync_at: at(0) } : {}),
				};
				const cached = { ...given.cached, shop: { 'shop/1': written, 'shop/1/11': written } };
				const looked = { ...after(given), read_at: at(0) };
				expect(decide({ ...given, listing: looked, cached }).edits).toEqual({});
			}),
			RUNS,
		);
	});
});
