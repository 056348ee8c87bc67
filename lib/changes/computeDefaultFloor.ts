import { computeFloor } from '../listing/pricing/pricing';
import { defaultRule } from '../listing/pricing/defaultRule';

/**
 * The default floor for the last known cost, for jobs without a rule: below it they show nothing and
 * put nothing back. null if no cost is known.
 */
export const computeDefaultFloor = (cost: number | null | undefined): number | null =>
	typeof cost === 'number' ? computeFloor({ price: cost, points: 0 }, defaultRule) : null;
