import type { Truth } from '../../simulator/world/product';
import { isSettled, markedUp } from '../../simulator/world/truth';
import type { Listed, World } from '../../simulator/world/world';

/** What the shipped workflow promises, worked out from the simulator's world alone. */

/** The workflow's own rule: never below 500 yen, and above 100,000 it names no price. */
const minimumPrice = 500;
const maximumPrice = 100_000;
/** Smaller differences are not worth an edit, and smaller moves not worth a message. */
const worthYen = 100;

/** The shop's price for what Amazon asks; null where the rule names none. */
export function ruledPrice(amazonYen: number): number | null {
	const price = Math.max(minimumPrice, markedUp(amazonYen));
	return price > maximumPrice ? null : price;
}

/** Listings that name a product; the sync can do nothing about the others. */
export const mapped = (listings: readonly Listed[]): Array<Listed & { asin: string }> =>
	listings.filter((listed): listed is Listed & { asin: string } => listed.asin !== null);

/** What is wrong with one listing after a live run; null where nothing is. */
export function faultOf({ item }: Listed, truth: Truth): string | null {
	if (!isSettled(truth) || item.visible === 0 || item.isDigital) return null;
	if (truth.status !== 'in_stock' || truth.price === null) {
		return `Amazon has none (${truth.status}), the shop still shows it`;
	}
	if (item.stock === 0) return 'Amazon has it, the shop shows it with stock 0';
	if (item.variations.some(({ variation_stock }) => variation_stock === 0)) {
		return 'Amazon has it, the shop shows one of its variations with stock 0';
	}
	const wanted = ruledPrice(truth.price);
	if (wanted === null) return `over ${maximumPrice} yen, yet the shop still shows it`;
	if (Math.abs(item.price - wanted) < worthYen) return null;
	return `Amazon asks ${truth.price}, the rule gives ${wanted}, the shop asks ${item.price}`;
}

const isInStock = (truth: Truth): boolean => truth.status === 'in_stock';

/** True for a move that the sync must report: 100 yen or more, or stock that came or went. */
export function isReportable(before: Truth, after: Truth): boolean {
	if (!isSettled(before) || !isSettled(after)) return false;
	if (isInStock(before) !== isInStock(after)) return true;
	if (before.price === null || after.price === null) return false;
	return Math.abs(after.price - before.price) >= worthYen;
}

/** What Amazon says of every product that a shop lists, by ASIN. */
export const truthsOf = (world: World, listings: readonly Listed[]): Map<string, Truth> =>
	new Map(mapped(listings).map(({ asin }) => [asin, world.truth(asin)]));

/** Listings whose product moved enough to be told, between two looks at Amazon. */
export function reportableListings(
	listings: readonly Listed[],
	before: ReadonlyMap<string, Truth>,
	after: ReadonlyMap<string, Truth>,
): Array<Listed & { asin: string }> {
	return mapped(listings).filter(({ asin }) => isReportable(before.get(asin)!, after.get(asin)!));
}
