import { offerFromDocument } from '../../../cache/offerFromDocument';
import { wasConfirmed } from '../../../changes/guards/current';
import type { Situation } from '../../../changes/situation';
import { findBlock } from '../../../listing/blocks/findBlock';
import type { Listing } from '../../../listing/listing';
import { nameFilter } from '../../../listing/offerFilter';
import { newestOf, type Offer } from '../../../listing/offer';
import { overrideOf } from '../../../listing/pricing/overrideOf';
import type { Decided } from '../intent';
import type { Facts } from './facts';

/** Describes the situation in which a run's decision is made anew. */
export function describeDecided(
	asin: string,
	listing: Listing,
	{ decision, offer: given, override: own, ownProblem = null, ruleProblem }: Decided,
	facts: Facts,
): Situation {
	const { rules } = facts;
	const { pricing } = rules.values;
	const isOwn = decision.version === null;
	return {
		...describeItem(asin, listing, given, facts),
		override: isOwn ? own : { ...overrideOf(rules.values.items, listing), ...own },
		ruleProblem: (rules.version === 0 ? ruleProblem : null) ?? ownProblem,
		version: isOwn ? null : rules.version,
		pricedSince: isOwn ? null : rules.pricedSince,
		ruling: isOwn && rules.version > 0 ? pricing : null,
	};
}

/** Describes the situation in which a job's edit is judged: by the shop's own rules. */
export function describeJob(
	asin: string,
	listing: Listing,
	given: Offer | null,
	facts: Facts,
): Situation {
	const { version, pricedSince, values } = facts.rules;
	return {
		...describeItem(asin, listing, given, facts),
		...{ ruleProblem: null, override: overrideOf(values.items, listing), ruling: null },
		...{ version, pricedSince },
	};
}

type ItemSituation = Omit<
	Situation,
	'override' | 'ruleProblem' | 'version' | 'pricedSince' | 'ruling'
>;

function describeItem(
	asin: string,
	listing: Listing,
	given: Offer | null,
	facts: Facts,
): ItemSituation {
	const { document, rules, answers, shop, now } = facts;
	const { pricing, guards, blocked } = rules.values;
	return {
		block: findBlock(blocked, { asin, title: listing.title, amazon: document }),
		...{ listing, cached: document, now, answers, ...shop },
		...{ rule: pricing, guards, offer: readNewest(given, facts) },
	};
}

/** Data that the older tools left is no answer of Amazon's, however new. */
function readNewest(given: Offer | null, { document, rules, now }: Facts): Offer {
	if (given !== null && document !== null && !wasConfirmed(document)) return given;
	const filter = nameFilter(rules.values.filter);
	return newestOf(given, offerFromDocument(document ?? undefined, filter), now);
}
