import { computeFloor } from '../listing/pricing/pricing';
import type { FloorRule, PriceOverride } from '../listing/pricing/rule';

/**
 * The floor for the last known cost, for jobs that know no offer: below it they show nothing and put
 * nothing back. null if no cost is known.
 * @param override the owner's own settings for the item
 */
export const computeKnownFloor = (
	cost: number | null | undefined,
	rule: FloorRule,
	override: PriceOverride,
): number | null =>
	typeof cost === 'number' ? computeFloor({ price: cost, points: 0 }, rule, override) : null;
