import { z } from 'zod';
import { multiplyUp, wholeYen } from '../money';

/** The shop service's fees for a sale. */
export const shopFeesSchema = z
	.object({
		/** Each percentage in hundredths of a percent (3.6% = 360), charged on the selling price. */
		rates: z.array(z.number().int().min(0)).readonly(),
		/** Fixed part per sale, yen. */
		fixed: wholeYen,
	})
	.strict();

export type ShopFees = z.infer<typeof shopFeesSchema>;

const RATE_UNIT = 10_000;

/**
 * BASE's plans as published on its pricing page. Standard (no monthly fee): payment 3.6% + 40 yen and
 * service 3%. Growth (monthly fee): payment 2.9%, no service fee.
 */
export const feePresets = {
	base_standard: { rates: [360, 300], fixed: 40 },
	base_growth: { rates: [290], fixed: 0 },
	none: { rates: [], fixed: 0 },
} as const satisfies Record<string, ShopFees>;

export type FeePreset = keyof typeof feePresets;

/** Fees of one sale in yen; each percentage is rounded up, so that a floor built on it holds. */
export function computeFees(price: number, fees: ShopFees): number {
	return fees.rates.reduce((sum, rate) => sum + multiplyUp(price, rate, RATE_UNIT), fees.fixed);
}

/** The yen that remain of a sale after fees. */
export const computeNet = (price: number, fees: ShopFees): number =>
	price - computeFees(price, fees);

/**
 * The smallest price that leaves at least `net` yen after fees, and also `marginPercent` of the price.
 * @throws Error if fees and margin together leave nothing of any price.
 */
export function priceForNet(net: number, fees: ShopFees, marginPercent = 0): number {
	const shares = fees.rates.reduce((sum, rate) => sum + rate, 0) + marginPercent * 100;
	if (shares >= RATE_UNIT) {
		throw new Error(
			`手数料と利益率の合計が100%以上です (${shares / 100}%)。利益率を下げてください。`,
		);
	}
	const leaves = (price: number) =>
		computeNet(price, fees) - multiplyUp(price, marginPercent, 100) >= net;
	let price = Math.max(Math.floor(((net + fees.fixed) * RATE_UNIT) / (RATE_UNIT - shares)), 0);
	// Each rounded-up percentage can cost a yen, so the exact quotient is only close to the answer.
	while (!leaves(price)) price++;
	while (price > 0 && leaves(price - 1)) price--;
	return price;
}
