import type { Listing } from '../listing/listing';
import type { GuardSettings } from '../listing/guards';
import type { Reported } from '../listing/memory';
import { isAnswered, type Offer } from '../listing/offer';
import type { PriceOverride, PricingRule } from '../listing/pricing/rule';
import type { Thresholds } from '../listing/thresholds';
import { countDecision, countFetch, successPercent, type BreakerState } from './guards/breaker';
import { decide } from './decide';
import type { Change, Decision, Tripped } from './decision';
import { detectChange, findBaseline } from './detect';
import { noAnswers, type OwnerAnswers } from './guards/ownerAnswers';
import type { CachedFacts } from './situation';

/** The rules by which a run decides all its items. */
export interface RunRules {
	rule: PricingRule;
	/** The rule's fault, for the owner; null if it has none. */
	ruleProblem: string | null;
	guards: GuardSettings;
	/** Number of edits of one kind after which the run makes no more of them; null = no such limit. */
	breakerLimit: number | null;
	/** The smallest differences that are reported to the owner. */
	thresholds: Thresholds;
	/** true if these are not the rules of the shop's book although there is one. */
	isBesideBook: boolean;
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
	override: PriceOverride;
	/** The shop account whose owner is notified. */
	account: string;
	isDryRun: boolean;
}

export interface DecidedItem {
	/** null if there is nothing to tell. */
	change: Change | null;
	decision: Decision;
	/** Kinds of edit that the run must stop making; null = none. */
	tripped: Tripped | null;
	/** The fault of the rule behind the decision, for the owner; null if it has none. */
	rule_problem: string | null;
	/** Set if another rule than the shop's decided. */
	beside_book?: true;
	/** The baseline of an item seen for the first time; absent for any other. */
	reported?: Reported & { account: string };
}

/** Decides a run's items one by one; the breaker counts over all of them, chunk after chunk. */
export class RunDecisions {
	constructor(
		private readonly rules: RunRules,
		private readonly state: BreakerState,
	) {}

	/**
	 * Counts each chunk's answers before its decisions, so that old costs hide nothing in a run that
	 * got hardly any answers from Amazon.
	 */
	countAnswer(offer: Offer): void {
		if (offer.source !== 'cache') countFetch(this.state, isAnswered(offer));
	}

	decide({ asin, account, isDryRun, ...facts }: ItemFacts): DecidedItem {
		const { thresholds, now, breakerLimit, answersOf, isBesideBook, ...rules } = this.rules;
		const told = findBaseline(facts.cached, account, isDryRun);
		const { change, firstSight } = detectChange(facts.offer, told, thresholds);
		const { tripped } = this.state;
		const decision = decide({
			...facts,
			...rules,
			tripped,
			answers: facts.listing ? answersOf(facts.listing) : noAnswers,
			runSuccessPercent: successPercent(this.state),
			now: now(),
		});
		countDecision(this.state, decision, asin, breakerLimit);
		return {
			change,
			decision,
			tripped: Object.keys(tripped).length > 0 ? structuredClone(tripped) : null,
			rule_problem: rules.ruleProblem,
			...(isBesideBook ? { beside_book: true as const } : {}),
			...(firstSight ? { reported: { account, ...firstSight } } : {}),
		};
	}
}
