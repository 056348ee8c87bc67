import { computeFloor } from '../listing/pricing/pricing';
import { defaultRule } from '../listing/pricing/defaultRule';

/**
 * Below this nothing is shown or put back by a job that knows no rule: the usual floor over the last
 * known cost. Null where no cost is known.
 */
export const computeDefaultFloor = (cost: number | null | undefined): number | null =>
	typeof cost === 'number' ? computeFloor({ price: cost, points: 0 }, defaultRule) : null;
