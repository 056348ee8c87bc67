import type { CacheDocument } from '../../cache/document';
import { offerFromDocument } from '../../cache/offerFromDocument';
import { decide } from '../../changes/decide';
import type { Decision } from '../../changes/decision';
import { findOutcome } from '../../changes/foresee';
import { wasConfirmed } from '../../changes/guards/current';
import type { Circumstances, Situation } from '../../changes/situation';
import type { ItemAnswers } from '../../ledger/questions/questions';
import { findBlock } from '../../listing/blocks/findBlock';
import { nameOfItem, type Listing } from '../../listing/listing';
import type { Offer } from '../../listing/offer';
import type { Outcome } from '../../listing/pricing/foreseen';
import type { PriceOverride } from '../../listing/pricing/rule';
import type { ShopRules } from '../runs/shopRules';

/** One product that the shop sells, by all that the store knows. */
export interface Product {
	asin: string;
	/** About one row of the item if its rows are different products. */
	listing: Listing;
	/** Amazon's last answer, from the cache. */
	offer: Offer;
	/** All that the cache knows of it; null if nothing. */
	document: CacheDocument | null;
	/** When the price was confirmed, ISO 8601 with offset; null if it never was. */
	priceUpdatedAt: string | null;
	/** When Amazon gave that answer, ISO 8601 with offset; null if it never did. */
	answeredAt: string | null;
	/** The owner's settings of the item; empty if there are none. */
	override: PriceOverride;
	/** The decision by the rules. */
	decision: Decision;
	/** Its fate by that decision. */
	outcome: Outcome;
}

/** Rules, ruling or only considered, with the number that they have or would get. */
export type DecidingRules = Pick<ShopRules, 'values' | 'version' | 'pricedSince'>;

/** Facts that are the same for all products of a shop. */
export interface ShopFacts {
	rules: DecidingRules;
	answers: Map<string, ItemAnswers>;
	shop: Circumstances;
	/** Milliseconds since 1970. */
	now: number;
}

/** Decides on one product by all that the store knows. */
export function makeProduct(
	asin: string,
	listing: Listing,
	document: CacheDocument | undefined,
	{ rules: { values, version, pricedSince }, answers, shop, now }: ShopFacts,
): Product {
	const cached = offerFromDocument(document);
	const offer =
		cached.status === 'out_of_stock'
			? { ...cached, reason: 'Amazonに新品の在庫がありません' }
			: cached;
	const situation: Situation = {
		listing,
		offer,
		cached: document ?? null,
		rule: values.pricing,
		ruleProblem: null,
		override: values.items[listing.item_id] ?? {},
		guards: { ...values.guards, maximumCostAgeMs: null, maximumAnswerAgeMs: Infinity },
		now,
		...{ version, pricedSince },
		ruling: null,
		block: findBlock(values.blocked, { asin, title: listing.title, amazon: document ?? null }),
		...shop,
		answers: answers.get(nameOfItem(listing.item_id, listing.variation)) ?? {},
	};
	const decision = decide(situation);
	const isAnswered = document !== undefined && wasConfirmed(document);
	return {
		...{ asin, listing, offer, decision, outcome: findOutcome(situation, decision) },
		override: situation.override,
		document: document ?? null,
		priceUpdatedAt: document?.price_updated_at ?? null,
		answeredAt: isAnswered ? offer.fetched_at || null : null,
	};
}
