import type { BlockLists } from '../listing/blocks/blockLists';
import { findBlock } from '../listing/blocks/findBlock';
import type { GuardSettings } from '../listing/guards/guardSettings';
import type { Listing } from '../listing/listing';
import type { Reported } from '../listing/memory';
import type { Offer } from '../listing/offer';
import { overrideOf } from '../listing/pricing/overrideOf';
import type { PriceOverride, PricingRule } from '../listing/pricing/rule';
import type { Thresholds } from '../listing/thresholds';
import { decide } from './decide';
import type { Change, Decision } from './decision';
import { detectChange, markFiltered, findBaseline } from './detect';
import type { OwnerAnswers } from './guards/ownerAnswers';
import type { CachedFacts, Circumstances } from './situation';

/** The rules by which a run decides its items. */
export interface DecisionRules {
	rule: PricingRule;
	/** The rule's fault, for the owner; null if it has none. */
	ruleProblem: string | null;
	guards: GuardSettings;
	/** The smallest differences that are reported to the owner. */
	thresholds: Thresholds;
	/** Number of the rule version; null = a node's own rules. */
	version: number | null;
	/** Number of the version since which prices are made as they are now; null with the version. */
	pricedSince: number | null;
	/** The shop's block lists; null = a node's own rules have none. */
	blocked: BlockLists | null;
	/** The owner's settings for single items, by `<item_id>`. */
	items: Readonly<Record<string, PriceOverride>>;
	/** The book's rule, if a node's own rules decide although the shop has a book; null if not. */
	ruling: PricingRule | null;
	/** The shop as a whole. */
	shop: Circumstances;
	/** Returns what the owner answered about an item or one of its rows. */
	answersOf: (listing: Listing) => OwnerAnswers;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** One item of a run, as Amazon, the cache and the shop show it. */
export interface ItemFacts {
	asin: string;
	offer: Offer;
	listing: Listing | null;
	cached: CachedFacts | null;
	/** The item's own cells of a sheet: they come before the book's settings for it. */
	override: PriceOverride;
	/** Why one of those cells can't be read, for the owner; null or absent if all can. Then no price is made. */
	ownProblem?: string | null;
	/** The shop account whose owner is notified. */
	account: string;
	isDryRun: boolean;
}

export interface DecidedItem {
	/** null if there is nothing to tell. */
	change: Change | null;
	decision: Decision;
	/** The fault of the rule behind the decision, for the owner; null if it has none. */
	rule_problem: string | null;
	/** Why a cell of the item's own can't be read, for the owner; absent if all can. */
	own_problem?: string;
	/** Set if another rule than the shop's decided. */
	beside_book?: true;
	/** The baseline of an item seen for the first time; absent for any other. */
	reported?: Reported & { account: string };
}

/** Decides one item of a run. */
export function decideItem(
	{ account, isDryRun, asin, ownProblem = null, ...facts }: ItemFacts,
	{ thresholds, now, answersOf, shop, blocked, items, ...rules }: DecisionRules,
): DecidedItem {
	const { listing, cached, override: given } = facts;
	const told = findBaseline(facts.cached, account, isDryRun);
	const { change: found, firstSight } = detectChange(facts.offer, told, thresholds);
	const change = found && cached?.offer_status === 'filtered_out' ? markFiltered(found) : found;
	const own = {
		answers: listing ? answersOf(listing) : {},
		ruleProblem: rules.ruleProblem ?? ownProblem,
		override: listing ? { ...overrideOf(items, listing), ...given } : given,
		block: blocked && findBlock(blocked, { asin, title: listing?.title ?? '', amazon: cached }),
	};
	return {
		change,
		decision: decide({ ...facts, ...rules, ...shop, ...own, now: now() }),
		rule_problem: rules.ruleProblem,
		...(ownProblem === null ? {} : { own_problem: ownProblem }),
		...(rules.ruling === null ? {} : { beside_book: true as const }),
		...(firstSight ? { reported: { account, ...firstSight } } : {}),
	};
}
