import { composeTitle, type Listing } from '../listing/listing';
import { isConfirmed } from '../listing/offer';
import {
	moveKinds,
	outcomes,
	type Foreseen,
	type ForeseenKind,
	type ForeseenMove,
	type Outcome,
} from '../listing/pricing/foreseen';
import type { Decision, HeldMove } from './decision';
import { wasConfirmed } from './guards/current';
import { holdTraits } from './guards/hold';
import type { Situation } from './situation';

/** The effects of rules on a shop, counted from the decisions that they would make. */

/** A product with the decision that the rules would make. */
export interface ForeseenItem {
	asin: string;
	listing: Listing;
	decision: Decision;
	outcome: Outcome;
}

const MOST_EXAMPLES = 10;

/** Counts the outcomes, and picks the largest moves: of all together, and of each kind. */
export function foresee(items: readonly ForeseenItem[]): Foreseen {
	const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<
		Outcome,
		number
	>;
	for (const { outcome } of items) counts[outcome]++;
	const priced = items.filter(isRepriced);
	const moving = Map.groupBy(items, findKind);
	const sum = priced.reduce((yen, item) => yen + findDifference(item), 0);
	return {
		...counts,
		total: items.length,
		below_floor: items.filter(isHiddenBelowFloor).length,
		average_yen: priced.length === 0 ? 0 : Math.round(sum / priced.length),
		examples: pickLargest([...priced, ...items.filter(({ outcome }) => outcome === 'hide')]),
		// A hide by a block list moves no yen, so it is never among the largest of all while ten prices move.
		examples_of: Object.fromEntries(
			moveKinds.map((kind) => [kind, pickLargest(moving.get(kind) ?? [])]),
		) as Record<ForeseenKind, ForeseenMove[]>,
		blocked: moving.get('blocked')?.length ?? 0,
		on_sale: items.filter(({ listing }) => listing.visible).length,
	};
}

const pickLargest = (items: readonly ForeseenItem[]): ForeseenMove[] =>
	items
		.toSorted((one, other) => findSize(other) - findSize(one))
		.slice(0, MOST_EXAMPLES)
		.map(toMove);

function findKind(item: ForeseenItem): ForeseenKind | null {
	const { outcome } = item;
	if (outcome === 'unchanged' || outcome === 'unknown') return null;
	return isHiddenByList(item) ? 'blocked' : outcome;
}

/** Names the fate of a product by its decision. */
export function findOutcome(
	{ offer, cached, override }: Pick<Situation, 'offer' | 'cached' | 'override'>,
	{ kinds, held_moves, stop }: Pick<Decision, 'kinds' | 'held_moves' | 'stop'>,
): Outcome {
	if (override.neverTouch) return 'unchanged';
	// The next run asks Amazon itself: the older tools' data moves nothing.
	if (!cached || !wasConfirmed(cached)) return 'unknown';
	if (kinds.includes('hide') || kinds.includes('empty')) return 'hide';
	if (kinds.includes('show')) return 'show';
	if (kinds.includes('raise')) return 'rise';
	if (kinds.includes('cut')) return 'fall';
	if (kinds.includes('refill')) return 'show';
	if (stop === 'blocked') return 'unchanged';
	return !isConfirmed(offer) || held_moves.some(isAwaiting) ? 'unknown' : 'unchanged';
}

/** True if another answer, of Amazon's or the owner's, may still let the move go. */
const isAwaiting = ({ guard, quiet }: HeldMove): boolean => !quiet && !holdTraits[guard].lasts;

const isRepriced = ({ outcome }: ForeseenItem): boolean => outcome === 'rise' || outcome === 'fall';

const isHiddenBelowFloor = ({ outcome, decision }: ForeseenItem): boolean =>
	outcome === 'hide' && decision.stop === 'below_floor';

const isHiddenByList = ({ outcome, decision }: ForeseenItem): boolean =>
	outcome === 'hide' && decision.stop === 'blocked';

const findDifference = ({ listing, decision }: ForeseenItem): number =>
	(decision.edits.price ?? listing.price) - listing.price;

/** Of a hide: the yen that its price lacks; 0 if it has nothing to do with prices. */
function findSize(item: ForeseenItem): number {
	const { listing, decision } = item;
	if (isRepriced(item)) return Math.abs(findDifference(item));
	return isHiddenBelowFloor(item) ? Math.max((decision.floor ?? 0) - listing.price, 0) : 0;
}

const toMove = (item: ForeseenItem): ForeseenMove => {
	const { asin, listing, decision, outcome } = item;
	const { block } = decision;
	return {
		asin,
		item_id: listing.item_id,
		variation_id: listing.variation?.variation_id ?? null,
		title: composeTitle(listing),
		from: listing.price,
		to: outcome === 'hide' ? null : (decision.edits.price ?? listing.price),
		why: decision.why,
		...(block && isHiddenByList(item) ? { block: { by: block.by, entry: block.entry } } : {}),
	};
};
