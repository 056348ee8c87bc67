/** Which of Amazon's offers the shop may be supplied from. */
export interface OfferFilter {
	/** Refuse offers that are shipped later than this; default 72 h. */
	maximumShipHours: number;
	/** Accept offers that do not say when they ship (by invitation only, mostly); default false. */
	acceptUnstatedShipTime: boolean;
	/** `free`: refuse paid shipping (default). `include`: accept it and count it into the cost. */
	shipping: 'free' | 'include';
	/** Refuse what Amazon does not ship itself; default false. */
	requireFba: boolean;
	requirePrime: boolean;
	/** Refuse sellers with fewer positive ratings than this, in percent; 0 = off (default). */
	minimumRatingPercent: number;
	/** ... once they have at least this many ratings; default 40. */
	minimumRatingCount: number;
}

/** What the tool that this product replaces did: new, free shipping, shipped within 72 hours. */
export const defaultOfferFilter: Readonly<OfferFilter> = {
	maximumShipHours: 72,
	acceptUnstatedShipTime: false,
	shipping: 'free',
	requireFba: false,
	requirePrime: false,
	minimumRatingPercent: 0,
	minimumRatingCount: 40,
};
