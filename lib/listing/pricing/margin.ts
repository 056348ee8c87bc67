import { computeFees, priceForNet } from './fees';
import type { FloorRule } from './rule';

/** The yen that one sale leaves. */
export interface Margin {
	/** The price after fees and all costs; negative for a loss. */
	profit: number;
	/** The profit's share of the price in percent, rounded down; null for a price of 0. */
	percent: number | null;
	/** The shop's fees for the sale. */
	fees: number;
	/** The smallest price that loses nothing; no safety is in it, unlike in the floor. */
	break_even: number;
}

/**
 * Returns what a sale at a price leaves. Points are not counted: they may expire unused.
 * @param cost Amazon's price with its shipping, yen
 */
export function computeMargin(price: number, cost: number, rule: FloorRule): Margin {
	const outlay = cost + rule.fixedCost + rule.shippingCost;
	const fees = computeFees(price, rule.fees);
	const profit = price - fees - outlay;
	return {
		profit,
		percent: price === 0 ? null : Math.floor((profit * 100) / price),
		fees,
		break_even: priceForNet(outlay, rule.fees),
	};
}
