import { z } from 'zod';
import type { Marketplace } from '../marketplaces';
import { totalPrice, type SellerOffer } from './offerFilter';
import { isConsumersPrice, Money, readPrice } from './readPrice';
import { readCondition } from './soldOutProof';

const Summary = z.object({ BuyBoxPrices: z.array(z.unknown()) });

const BuyBoxPrice = z.object({
	condition: z.string(),
	offerType: z.string().nullish(),
	quantityTier: z.number().nullish(),
	ListingPrice: Money.nullish(),
	Shipping: Money.nullish(),
});

/**
 * Returns the total price of the consumers' New Buy Box, by the offers that hold it and by the summary,
 * which also names a holder that is not listed; null if none is readable, or the caller's own offer holds
 * it. A product can have two holders, one for Prime (Amazon's model), and answers contradict themselves.
 * The highest price counts then: an old or false one must not vouch for itself.
 */
export function findBuyBoxPrice(
	offers: readonly SellerOffer[],
	summary: unknown,
	marketplace: Marketplace,
): number | null {
	const holders = offers.filter((offer) => offer.isNew && offer.isConsumer && offer.isBuyBox);
	const own = readTotals(
		holders.filter(({ isOwn }) => isOwn),
		marketplace,
	);
	const others = readTotals(
		holders.filter(({ isOwn }) => !isOwn),
		marketplace,
	);
	const named = readSummary(summary, marketplace).filter((price) => !own.includes(price));
	const prices = [...others, ...named];
	return prices.length === 0 ? null : Math.max(...prices);
}

const readTotals = (offers: readonly SellerOffer[], { currency }: Marketplace): number[] =>
	offers
		.filter(
			(offer) =>
				offer.currency === currency && offer.listingPrice !== null && offer.shipping !== null,
		)
		.map(totalPrice);

function readSummary(summary: unknown, marketplace: Marketplace): number[] {
	const rows = Summary.safeParse(summary);
	return (rows.success ? rows.data.BuyBoxPrices : []).flatMap((row) => {
		const price = BuyBoxPrice.safeParse(row);
		return price.success ? readRow(price.data, marketplace) : [];
	});
}

function readRow(row: z.infer<typeof BuyBoxPrice>, marketplace: Marketplace): number[] {
	if (!isConsumersPrice(row) || readCondition(row.condition) !== 'new') return [];
	const { currency, listingPrice, shipping } = readPrice(row, marketplace, 'is unknown');
	const isReadable = currency === marketplace.currency && listingPrice !== null;
	return isReadable && shipping !== null ? [listingPrice + shipping] : [];
}
