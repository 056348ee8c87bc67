/**
 * Returns what looking at an item is worth now: the larger, the sooner. It is the index w/r (1 - e^(-rt)(1 + rt))
 * of freshness crawling, the point where the loss of waiting longer equals the price of a look: where a plan is
 * best, all items are looked at when they reach the same value (Cho and Garcia-Molina, Effective Page Refresh
 * Policies, 2003; Azar et al., Tractable near-optimal policies for crawling, 2018).
 * @param weight what a wrong hour of the item costs, in any unit
 * @param rate changes per ms that the look can show
 * @param ageMs time since the last look
 */
export function scoreLook(weight: number, rate: number, ageMs: number): number {
	const x = rate * ageMs;
	// Below this the difference is lost in rounding; the series begins with x^2 / 2.
	if (x < 1e-4) return weight * ageMs * x * (0.5 - x / 3);
	return (weight * (1 - Math.exp(-x) * (1 + x))) / rate;
}
