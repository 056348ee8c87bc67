import fc from 'fast-check';
import type { OwnerAnswer } from '../../lib/changes/guards/ownerAnswers';
import { editKinds } from '../../lib/changes/decision';
import type { CachedFacts, Circumstances, Situation } from '../../lib/changes/situation';
import { questionKinds } from '../../lib/listing/guards/questionKinds';
import type { Listing } from '../../lib/listing/listing';
import { verdicts, type Offer } from '../../lib/listing/offer';
import { at, listing, markup13, offer, situation } from './situation';

/** Any situation of a decision: what Amazon said, what is known, what the shop shows, what the owner answered. */

export const anyPrice = fc.integer({ min: 1, max: 150_000 });
/** Prices close enough to each other to meet each other's limits. */
const usualPrice = fc.constantFrom(700, 1000, 1200, 1300, 1400, 1560, 3000);
const price = fc.oneof(anyPrice, usualPrice);
/** Minutes before now; below 0 by a clock that was set back. */
const minutes = fc.oneof(fc.integer({ min: -600, max: 4000 }), fc.integer({ min: 170, max: 190 }));
const stamp = minutes.map(at);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

export const anyOffer: fc.Arbitrary<Offer> = fc
	.record({
		status: fc.constantFrom(
			...(['in_stock', 'in_stock', 'out_of_stock', 'filtered_out', 'gone', 'unknown'] as const),
		),
		price,
		fetched_at: stamp,
		verdict: fc.constantFrom(...verdicts, undefined),
		isAgreed: fc.boolean(),
		points: fc.constantFrom(0, 50),
	})
	.map(({ status, price: amount, verdict, isAgreed, points, fetched_at }) => {
		const seen = { buy_box_price: null, new_count: null, seen_at: fetched_at };
		const witness = verdict && { ...seen, verdict, ...(isAgreed ? { agreed: true as const } : {}) };
		const found = { fetched_at, ...(witness ? { witness } : { witness: undefined }), status };
		if (status === 'in_stock') return offer({ ...found, price: amount, points });
		return offer({ ...found, price: null, points: null, reason: '理由' });
	});

const modified = fc.constantFrom(null, at(300), at(20));

export const anyListing: fc.Arbitrary<Listing> = fc
	.record({
		...{ price, visible: fc.boolean(), modified },
		stock: fc.integer({ min: 0, max: 2 }),
		kind: fc.constantFrom(
			'plain',
			'plain',
			'plain',
			'unread rows',
			'rows of one product',
			'own row',
		),
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

export const withRows = (item: Listing, stocks: readonly number[]): Listing => ({
	...item,
	stock: stocks.reduce((sum, stock) => sum + stock, 0),
	variations: stocks.map((stock, index) => ({
		variation_id: 11 + index,
		title: ['黒', '白'][index]!,
		stock,
		identifier: '',
	})),
});

const cost = fc.option(fc.record({ price, points: fc.constantFrom(0, 50) }));

const anyMemory = fc.record({
	last_written: maybe(
		fc.record({
			...{ price: maybe(price), at: stamp, cost: maybe(cost) },
			rules: maybe(fc.constantFrom(null, 1, 2)),
			override: maybe(fc.constantFrom(null, '{"price":1400}')),
		}),
	),
	hidden_by_sync_at: maybe(stamp),
	hide_intended_at: maybe(stamp),
	hidden_by_brake_at: maybe(stamp),
	adopted_at: maybe(stamp),
	own_modified: maybe(modified),
});

export const anyCached: fc.Arbitrary<CachedFacts> = fc
	.record({
		price: fc.option(price),
		in_stock: fc.option(fc.boolean()),
		price_updated_at: maybe(stamp),
		stock_updated_at: maybe(stamp),
		failing_since: maybe(stamp),
		supported: maybe(fc.record({ price, at: stamp })),
		memory: anyMemory,
	})
	.map(({ memory, ...rest }) => ({ ...rest, shop: { 'shop/1': memory, 'shop/1/11': memory } }));

const anyAnswer: fc.Arbitrary<OwnerAnswer> = fc.record(
	{
		answer: fc.constantFrom('yes', 'yes', 'no', null),
		proposal: fc.oneof(
			price.map((wanted) => ({ price: wanted })),
			fc.constantFrom({ visible: true }, { stock: 1 }, { row_stocks: { 11: 1 } }),
		),
		price,
	},
	{ requiredKeys: ['answer', 'proposal'] },
);

export const anyAnswers = fc.record(
	Object.fromEntries(questionKinds.map((kind) => [kind, anyAnswer])),
	{ requiredKeys: [] },
) as fc.Arbitrary<Situation['answers']>;

export const anyCircumstances: fc.Arbitrary<Circumstances> = fc
	.record({
		isBraked: fc.boolean(),
		reached: fc.subarray([...editKinds]),
		together: fc.subarray(['1', '1/11', '1/12']),
	})
	.map(({ isBraked, reached, together }) => ({
		isBraked,
		waves: { limit: 10, reached },
		falls: { limit: 10, together: new Set(together) },
	}));

const anyOverride = fc.constantFrom(
	...[{}, {}, {}, { price: 1400 }, { markupPercent: 150 }, { floor: 1350 }, { neverTouch: true }],
);

export const anySituation: fc.Arbitrary<Situation> = fc
	.record({
		...{ offer: anyOffer, listing: anyListing, cached: fc.option(anyCached) },
		...{ answers: anyAnswers, state: anyCircumstances, override: anyOverride },
		version: fc.constantFrom(null, 1, 2, 2),
		hasBook: fc.boolean(),
	})
	.map(({ state, version, hasBook, ...rest }) =>
		situation({
			...{ ...rest, ...state, version, pricedSince: version },
			// Only rules of a node's own stand beside the book.
			ruling: version === null && hasBook ? markup13 : null,
		}),
	);
