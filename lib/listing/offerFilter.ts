import { z } from 'zod';

/** The offers at Amazon that the shop may buy from. */
export const offerFilterSchema = z
	.object({
		/** Refuse offers that are shipped later than this; default 72 h. */
		maximumShipHours: z.number().min(0),
		/** Accept offers that do not say when they ship (mostly by invitation only); default false. */
		acceptUnstatedShipTime: z.boolean(),
		/** `free`: refuse paid shipping (default). `include`: accept it and count it into the cost. */
		shipping: z.enum(['free', 'include']),
		/** Refuse offers that Amazon does not ship itself; default false. */
		requireFba: z.boolean(),
		requirePrime: z.boolean(),
		/** Refuse sellers with fewer positive ratings than this, in percent; 0 = off (default). */
		minimumRatingPercent: z.number().min(0).max(100),
		/** ... once they have at least this many ratings; default 40. */
		minimumRatingCount: z.number().int().min(0),
	})
	.strict();

export type OfferFilter = z.infer<typeof offerFilterSchema>;

/** Names a filter: two that choose alike have the same name. */
export const nameFilter = (filter: OfferFilter): string =>
	[
		filter.maximumShipHours,
		filter.acceptUnstatedShipTime ? 'unstated' : 'stated',
		filter.shipping,
		filter.requireFba ? 'fba' : 'any',
		filter.requirePrime ? 'prime' : 'any',
		// Without a share no number of ratings counts.
		filter.minimumRatingPercent > 0
			? `${filter.minimumRatingPercent}of${filter.minimumRatingCount}`
			: 0,
	].join('/');

/** The filter of the tool that this product replaces: new, free shipping, shipped within 72 hours. */
export const defaultOfferFilter: Readonly<OfferFilter> = {
	maximumShipHours: 72,
	acceptUnstatedShipTime: false,
	shipping: 'free',
	requireFba: false,
	requirePrime: false,
	minimumRatingPercent: 0,
	minimumRatingCount: 40,
};
