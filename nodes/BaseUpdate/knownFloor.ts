import { feePresets } from '../../lib/listing/fees';
import { floorOf, type FloorRule } from '../../lib/listing/pricing';

/** As Detect Changes has it by default. */
const usual: FloorRule = {
	fixedCost: 0,
	shippingCost: 0,
	fees: feePresets.base_standard,
	minimumRatioPercent: 105,
};

/**
 * Below this nothing is shown or put back by a job that knows no rule: the usual floor over the last
 * known cost. Null where no cost is known.
 */
export const knownFloor = (cost: number | null | undefined): number | null =>
	typeof cost === 'number' ? floorOf({ price: cost, points: 0 }, usual) : null;
