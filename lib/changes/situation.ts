import type { Block } from '../listing/blocks/blockLists';
import type { Gone } from '../listing/gone';
import type { GuardSettings } from '../listing/guards/guardSettings';
import type { Listing } from '../listing/listing';
import type { Reported, ShopMemory } from '../listing/memory';
import type { Offer, OfferStatus } from '../listing/offer';
import type { PriceOverride, PricingRule } from '../listing/pricing/rule';
import type { EditKind } from './decision';
import type { OwnerAnswers } from './guards/ownerAnswers';

/** The input of a decision. Field names are those of the item between the nodes. */

/** The parts of the cache document that a decision looks at. */
export interface CachedFacts {
	price?: number | null;
	in_stock?: boolean | null;
	offer_status?: OfferStatus;
	/** The last price that a second source supported; else the first that both offers operations named. */
	supported?: { price: number; at: string };
	price_updated_at?: string | null;
	stock_updated_at?: string | null;
	title_ja?: string | null;
	brand?: string | null;
	gone?: Gone | null;
	/** Timestamps of the data that came from the older tools. */
	imported?: { price?: string; stock?: string };
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
	/** Number of the rule version that rules; null = a node's own rules, which nobody is asked about. */
	version: number | null;
	/** Number of the version since which prices are made as they are now; null with the version. */
	pricedSince: number | null;
	/** The book's rule, if a node's own rule decides although the shop has a book; null if not. */
	ruling: PricingRule | null;
	/** A brake, or closed days, hold the shop now. */
	isBraked: boolean;
	/** Kinds of edit of which the shop has seen too many within hours, and the number that is too many. */
	waves: { limit: number; reached: readonly EditKind[] };
	/**
	 * Items and rows whose stock fell to 0 together with more than `limit` in all, by name; and by name the key of
	 * the order that explains a fall, absent = nothing is known of the shop's orders.
	 */
	falls: {
		limit: number;
		together: ReadonlySet<string>;
		sold?: ReadonlyMap<string, string>;
	};
	/** The entry of the shop's block lists that the product matches; null if it matches none. */
	block: Block | null;
	/** The owner's answers about the item. */
	answers: OwnerAnswers;
}

/** The circumstances of a decision that belong to the shop as a whole. */
export type Circumstances = Pick<Situation, 'isBraked' | 'waves' | 'falls'>;

/** A shop in which nothing unusual goes on. */
export const calmShop: Circumstances = {
	isBraked: false,
	waves: { limit: Infinity, reached: [] },
	falls: { limit: Infinity, together: new Set() },
};

/** The cost that an offer names; null if it names none. */
export const readCost = ({ price, points }: Offer): { price: number; points: number } | null =>
	price === null ? null : { price, points: points ?? 0 };
