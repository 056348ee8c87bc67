import { z } from 'zod';

/**
 * Checks whether an offers answer (Product Pricing v0) proves that nobody sells the product New. Amazon's
 * answers sometimes contradict themselves: an empty list with a count of New offers, a New Buy Box price
 * with NoBuyableOffers, one listed offer of 25. Such an answer proves nothing.
 */

/** The parts of `Summary` and `Offers` about offers; each may be missing or malformed. */
export interface OffersClaims {
	summary: unknown;
	/** Offers in the list that are not New, all of them readable. */
	listedOthers: number;
	/** The payload's status is NoBuyableOffers: then no offer of any condition may be counted. */
	saysNoneAtAll: boolean;
}

/** Evidence against "sold out": the field, and its kind. */
export interface SoldOutDoubt {
	field:
		| 'Summary'
		| 'TotalOfferCount'
		| 'NumberOfOffers'
		| 'BuyBoxEligibleOffers'
		| 'LowestPrices'
		| 'BuyBoxPrices'
		| 'Offers';
	kind: 'missing' | 'unreadable' | 'names_new' | 'does_not_add_up';
}

const CountRow = z.object({ condition: z.string(), OfferCount: z.number().int().min(0).nullish() });
const PriceRow = z.object({ condition: z.string() });
const Rows = z.array(z.unknown()).nullish();
const Summary = z.object({
	TotalOfferCount: z.unknown(),
	NumberOfOffers: z.unknown(),
	BuyBoxEligibleOffers: z.unknown(),
	LowestPrices: z.unknown(),
	BuyBoxPrices: z.unknown(),
});

/** The conditions of Amazon's model other than New; an unlisted word might mean New. */
const otherConditions: ReadonlySet<string> = new Set([
	'used',
	'collectible',
	'refurbished',
	'club',
]);

export type ConditionVerdict = 'other' | 'new' | 'unreadable';

export const readCondition = (word: string): ConditionVerdict => {
	const condition = word.trim().toLowerCase();
	if (condition === 'new') return 'new';
	return otherConditions.has(condition) ? 'other' : 'unreadable';
};

/** Finds evidence against sold out in an answer without a New offer; null if there is none. */
export function findSoldOutDoubt(claims: OffersClaims): SoldOutDoubt | null {
	const summary = Summary.safeParse(claims.summary);
	if (!summary.success) return { field: 'Summary', kind: 'missing' };
	const total = z.number().int().min(0).safeParse(summary.data.TotalOfferCount);
	if (!total.success) return { field: 'TotalOfferCount', kind: 'missing' };
	return (
		findNewPrice('BuyBoxPrices', summary.data.BuyBoxPrices) ??
		findNewPrice('LowestPrices', summary.data.LowestPrices) ??
		findNewCount('NumberOfOffers', summary.data.NumberOfOffers) ??
		findNewCount('BuyBoxEligibleOffers', summary.data.BuyBoxEligibleOffers) ??
		findMissingOffers(total.data, summary.data.NumberOfOffers, claims)
	);
}

function findNewPrice(field: SoldOutDoubt['field'], value: unknown): SoldOutDoubt | null {
	const verdictOf = (row: unknown): ConditionVerdict => {
		const price = PriceRow.safeParse(row);
		return price.success ? readCondition(price.data.condition) : 'unreadable';
	};
	return findRow(field, value, verdictOf);
}

/** A row with a count of 0 is harmless; one without a count names an offer (published example). */
function findNewCount(field: SoldOutDoubt['field'], value: unknown): SoldOutDoubt | null {
	const verdictOf = (row: unknown): ConditionVerdict => {
		const count = CountRow.safeParse(row);
		if (!count.success) return 'unreadable';
		return count.data.OfferCount === 0 ? 'other' : readCondition(count.data.condition);
	};
	return findRow(field, value, verdictOf);
}

function findRow(
	field: SoldOutDoubt['field'],
	value: unknown,
	verdictOf: (row: unknown) => ConditionVerdict,
): SoldOutDoubt | null {
	const rows = Rows.safeParse(value);
	if (!rows.success) return { field, kind: 'unreadable' };
	const verdicts = (rows.data ?? []).map(verdictOf);
	if (verdicts.includes('new')) return { field, kind: 'names_new' };
	return verdicts.includes('unreadable') ? { field, kind: 'unreadable' } : null;
}

/**
 * All offers in `TotalOfferCount` must be accounted for as not New: by the counts of each condition, or
 * by the list itself if there are no counts.
 */
function findMissingOffers(
	total: number,
	numberOfOffers: unknown,
	{ listedOthers, saysNoneAtAll }: OffersClaims,
): SoldOutDoubt | null {
	const rows = z.array(CountRow).nullish().safeParse(numberOfOffers);
	const counts = rows.success ? (rows.data ?? []) : [];
	const counted = counts.reduce((sum, row) => sum + (row.OfferCount ?? 0), 0);
	if (saysNoneAtAll && (total > 0 || listedOthers > 0 || counted > 0)) {
		return { field: 'Offers', kind: 'does_not_add_up' };
	}
	const accounted = counts.length > 0 ? counted : listedOthers;
	const addsUp = accounted === total && listedOthers <= total;
	return addsUp ? null : { field: 'TotalOfferCount', kind: 'does_not_add_up' };
}
