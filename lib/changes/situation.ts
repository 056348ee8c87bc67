import type { Gone } from '../listing/gone';
import type { GuardSettings } from '../listing/guards';
import type { Listing } from '../listing/listing';
import type { Reported, ShopMemory } from '../listing/memory';
import type { Offer, OfferStatus } from '../listing/offer';
import type { PriceOverride, PricingRule } from '../listing/pricing/rule';
import type { Tripped } from './decision';
import type { OwnerAnswers } from './guards/ownerAnswers';

/** The input of a decision. Field names are those of the item between the nodes. */

/** The parts of the cache document that a decision looks at. */
export interface CachedFacts {
	price?: number | null;
	in_stock?: boolean | null;
	offer_status?: OfferStatus;
	/** The last price that a second source supported. */
	supported?: { price: number; at: string };
	price_updated_at?: string | null;
	stock_updated_at?: string | null;
	title_ja?: string | null;
	brand?: string | null;
	gone?: Gone | null;
	/** Timestamps of the data that came from the older tools. */
	imported?: { price?: string };
	/** When answers stopped confirming the item; null or absent once one has confirmed it again. */
	failing_since?: string | null;
	identity?: { title: string | null; brand: string | null; at: string } | null;
	reported?: Record<string, Reported>;
	shop?: Record<string, ShopMemory>;
}

/** Everything a decision looks at, for one listing. */
export interface Situation {
	/** null if the item came without a listing, so that there is nothing to edit. */
	listing: Listing | null;
	offer: Offer;
	cached: CachedFacts | null;
	rule: PricingRule;
	/**
	 * The rule's fault, for the owner. Then the rule makes no price, and only its floor
	 * applies.
	 */
	ruleProblem: string | null;
	override: PriceOverride;
	guards: GuardSettings;
	/** Milliseconds since 1970. */
	now: number;
	/** Share of fetches that succeeded in this run so far, percent. */
	runSuccessPercent: number;
	tripped: Tripped;
	/** The owner's answers about the item. */
	answers: OwnerAnswers;
}
