/** The facts that decide how much a wrong hour of an item costs. */
export interface Stake {
	/** On sale: only then can it be sold at a loss, or without being buyable. */
	visible: boolean;
	/** The shop's price, yen. */
	price: number;
	/** The lowest price that the rule allows at the cost last known, yen; null = not known. */
	floor: number | null;
}

/** A hidden item loses sales, no money. */
const HIDDEN = 0.4;
/** Within this share above its floor a small rise of the cost turns each sale into a loss. */
const NARROW = 0.05;

/** Returns what a wrong hour of the item costs, with 1 for an item on sale that nothing more is known of. */
export function weighItem({ visible, price, floor }: Stake): number {
	if (!visible) return HIDDEN;
	return floor !== null && price < floor * (1 + NARROW) ? 2 : 1;
}
