import { formatYen } from '../../../listing/money';
import { computeFloor, markUp } from '../../../listing/pricing/pricing';
import type { PricingRule } from '../../../listing/pricing/rule';

/**
 * Says which of the lower tiers leaves goods below their floor; null if none does. The last one is checked wherever
 * values are stored; the lower ones only where the owner types them, because a shop may be run by such rules already.
 */
export function describeTierLoss(rule: PricingRule): string | null {
	if (rule.targetMarginPercent !== null) return null;
	// Fixed parts would make every markup a loss for goods of a few yen.
	const shares = { ...rule, fixedCost: 0, shippingCost: 0, fees: { ...rule.fees, fixed: 0 } };
	let from = 0;
	for (const { upTo, markupPercent } of rule.tiers) {
		if (upTo === null) continue;
		// Within a tier the price moves steadily to or from its floor, so the ends tell of all between.
		const lack = computeFloor({ price: upTo, points: 0 }, shares) - markUp(upTo, rule.tiers);
		if (lack > 0) {
			const least = markupPercent + Math.ceil((lack * 100) / (upTo - from));
			return `「${formatYen(upTo)}まで」の掛け率 ${markupPercent / 100} では、手数料を引くと赤字になります。${least / 100} 以上にしてください。`;
		}
		from = upTo;
	}
	return null;
}
