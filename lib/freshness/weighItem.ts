/** The facts that decide how much a wrong hour of an item costs. */
export interface Stake {
	/** On sale: only then can it be sold at a loss, or without being buyable. */
	visible: boolean;
	/** The shop's price, yen. */
	price: number;
	/** The lowest price that the rule allows at the cost last known, yen; null = not known. */
	floor: number | null;
	/** Units sold in the last 30 days; absent = nothing is known of the shop's sales. */
	sold?: number;
}

/** A hidden item loses sales, no money. */
const HIDDEN = 0.4;
/** Within this share above its floor a small rise of the cost turns each sale into a loss. */
const NARROW = 0.05;
/** More sales than these make an item no heavier: a slip of the shop's numbers must not outweigh all else. */
const MOST_SOLD = 1_000;

/**
 * Returns what a wrong hour of the item costs, with 1 for an item on sale that nothing more is known of. A wrong
 * price costs something each time it sells, so the weight grows with the sales of the last 30 days: weight times
 * (1 + units sold). An item that was not sold keeps its weight, because it may be sold tomorrow.
 */
export function weighItem({ visible, price, floor, sold = 0 }: Stake): number {
	const demand = 1 + Math.min(Math.max(sold, 0), MOST_SOLD);
	if (!visible) return HIDDEN * demand;
	return (floor !== null && price < floor * (1 + NARROW) ? 2 : 1) * demand;
}
