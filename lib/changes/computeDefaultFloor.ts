import { computeFloor } from '../listing/pricing/pricing';
import { defaultRule } from '../listing/pricing/defaultRule';

/**
 * The usual floor over the last known cost, for jobs that know no rule: below it they show nothing
 * and put nothing back. Null if no cost is known.
 */
export const computeDefaultFloor = (cost: number | null | undefined): number | null =>
	typeof cost === 'number' ? computeFloor({ price: cost, points: 0 }, defaultRule) : null;
