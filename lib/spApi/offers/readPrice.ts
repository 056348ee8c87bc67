import { z } from 'zod';
import type { Marketplace } from '../marketplaces';

/**
 * Reads what one unit costs on the wire. Both witnesses, offers and competitive pricing, are read here, so
 * that neither believes an amount that the other refuses.
 */

/** Amounts from this one upwards come from a broken answer, in the currency's shown unit. */
export const ABSURD_AMOUNT = 100_000_000;

export const Money = z.object({
	CurrencyCode: z.string().nullish(),
	Amount: z.number().nullish(),
});

export type WireMoney = z.infer<typeof Money>;

/** An amount that is null can't be believed. */
export interface ReadPrice {
	/** Of the listing price; null if none is stated. */
	currency: string | null;
	listingPrice: number | null;
	shipping: number | null;
}

/**
 * Shipping that a price may leave out. Amazon's model requires it in an offer and in a Buy Box price of the
 * summary: without it nobody knows what these cost. In competitive pricing it is optional.
 */
export type AbsentShipping = 'is unknown' | 'is free';

/** A price is more than 0, its shipping is in the same currency, and both add up to a plausible sum. */
export function readPrice(
	wire: { ListingPrice?: WireMoney | null; Shipping?: WireMoney | null },
	marketplace: Marketplace,
	absentShipping: AbsentShipping,
): ReadPrice {
	const currency = wire.ListingPrice?.CurrencyCode ?? null;
	const listing = readAmount(wire.ListingPrice, marketplace);
	const free = absentShipping === 'is free' ? 0 : null;
	const shipping = wire.Shipping ? readAmountIn(currency, wire.Shipping, marketplace) : free;
	if (listing === null || listing === 0) return { currency, listingPrice: null, shipping };
	// Two amounts that are each plausible may still add up to an absurd one.
	if (listing + (shipping ?? 0) >= ABSURD_AMOUNT) {
		return { currency, listingPrice: null, shipping: null };
	}
	return { currency, listingPrice: listing, shipping };
}

/** Returns an amount in the currency of its price; null in any other currency, unless it is 0. */
export function readAmountIn(
	currency: string | null,
	money: WireMoney,
	marketplace: Marketplace,
): number | null {
	const isSame = money.Amount === 0 || money.CurrencyCode === currency;
	return isSame ? readAmount(money, marketplace) : null;
}

/** Returns an amount as an integer of the currency's shown unit; null if there is no plausible one. */
function readAmount(money: WireMoney | null | undefined, marketplace: Marketplace): number | null {
	if (money?.Amount == null) return null;
	const units = money.Amount * 10 ** marketplace.currencyDecimals;
	const whole = Math.round(units);
	if (Math.abs(units - whole) > 1e-6 || whole < 0 || whole >= ABSURD_AMOUNT) return null;
	return whole;
}

/**
 * Returns true for the price of one unit for consumers, false for one of businesses or of a quantity; null if
 * its customers have a name that Amazon's model does not have: it might mean consumers.
 */
export function isConsumersPrice(wire: {
	offerType?: string | null;
	quantityTier?: number | null;
}): boolean | null {
	const { offerType = null, quantityTier = null } = wire;
	if (offerType === null || offerType === 'B2C') return quantityTier === null;
	return offerType === 'B2B' ? false : null;
}
