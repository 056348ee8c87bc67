import { readInStock, isConfirmed, type Offer } from '../listing/offer';
import { ownValue, type Reported } from '../listing/memory';
import type { Thresholds as AllThresholds } from '../listing/thresholds';
import type { Change } from './decision';
import type { CachedFacts } from './situation';

type Thresholds = Pick<AllThresholds, 'yen' | 'percent'>;

export interface Detection {
	/** null if there is nothing to tell. */
	change: Change | null;
	/** The first sight of an item, which is kept without telling anybody. */
	firstSight: Reported | null;
}

/**
 * Finds the changes since the last time something was told (not since the last fetch, because small
 * drifts would never add up). An `unknown` answer is never a change. If one of the prices is null,
 * only the stock is compared.
 */
export function detectChange(
	offer: Offer,
	told: Reported | undefined,
	thresholds: Thresholds,
): Detection {
	if (!isConfirmed(offer)) return { change: null, firstSight: null };
	const seen: Reported = {
		price: offer.price,
		in_stock: readInStock(offer),
		at: offer.fetched_at,
	};
	if (!told) return { change: null, firstSight: seen };
	const change = changeBetween(told, seen, (diff) =>
		isWorthTelling(diff, told.price ?? 0, thresholds),
	);
	return { change, firstSight: null };
}

/**
 * Compares a change of this run again with the state that has been told by now, because another run
 * may have told it in the meantime. null if nothing remains to be told.
 */
export function withoutTold(change: Change, told: Reported): Change | null {
	const seen = { price: change.new_price, in_stock: change.new_in_stock };
	const left = changeBetween(told, seen, (diff) => diff !== 0);
	return left && change.was_filtered ? markFiltered(left) : left;
}

/** Marks a change that begins where the shop's conditions refused all offers: nothing was sold out. */
export const markFiltered = (change: Change): Change =>
	change.old_in_stock === false ? { ...change, was_filtered: true } : change;

type State = Pick<Reported, 'price' | 'in_stock'>;

/** @param isWorth whether a difference of so many yen counts */
function changeBetween(
	told: Reported,
	seen: State,
	isWorth: (diff: number) => boolean,
): Change | null {
	const kinds: Change['kinds'] = [];
	const diff = seen.price !== null && told.price !== null ? seen.price - told.price : null;
	if (diff !== null && isWorth(diff)) kinds.push('price');
	if (told.in_stock !== seen.in_stock) kinds.push('stock');
	if (kinds.length === 0) return null;
	return {
		kinds,
		old_price: told.price,
		new_price: seen.price,
		diff,
		old_in_stock: told.in_stock,
		new_in_stock: seen.in_stock,
		old_told_at: told.at,
	};
}

function isWorthTelling(diff: number, oldPrice: number, { yen, percent }: Thresholds): boolean {
	if (diff === 0) return false;
	const size = Math.abs(diff);
	if (size >= yen) return true;
	return percent !== null && oldPrice > 0 && size * 100 >= oldPrice * percent;
}

/**
 * The state that the owner was last told. Dry runs never move the baseline, so until the first live
 * run they compare with the last fetch.
 */
export function findBaseline(
	cached: CachedFacts | null,
	account: string,
	isDryRun: boolean,
): Reported | undefined {
	return ownValue(cached?.reported, account) ?? (isDryRun ? lastSeen(cached) : undefined);
}

function lastSeen(cached: CachedFacts | null): Reported | undefined {
	if (!cached?.price_updated_at || typeof cached.in_stock !== 'boolean') return undefined;
	const { price = null, in_stock, price_updated_at: at } = cached;
	return { price, in_stock, at };
}
