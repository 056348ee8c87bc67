import { feePresets, priceForNet } from '../../lib/listing/fees';
import { multiplyUp } from '../../lib/listing/money';

/** The default rule's smallest price over cost, percent. */
const MINIMUM_RATIO_PERCENT = 105;

/**
 * Below this nothing is shown or put back by a job that knows no rule: BASE's standard fees and 5% over
 * the last known cost, as Detect Changes has it by default. Null where no cost is known.
 */
export function knownFloor(cost: number | null | undefined): number | null {
	if (typeof cost !== 'number') return null;
	return Math.max(
		priceForNet(cost, feePresets.base_standard),
		multiplyUp(cost, MINIMUM_RATIO_PERCENT, 100),
	);
}
