import { formatCount, formatYen, formatYenChange } from '../listing/money';
import { decide } from './decide';
import { findOutcome, foresee, type ForeseenItem } from './foresee';
import type { Listing } from '../listing/listing';
import { calmShop, type Situation } from './situation';

/** The effects of a rule on incoming items, found without asking Amazon or writing anything. */
export interface Replay {
	total: number;
	up: number;
	down: number;
	unchanged: number;
	/** Hidden because no allowed price covers the cost. */
	under_floor: number;
	/** Shown or hidden for another reason. */
	visibility: number;
	/** Waits for another answer, of Amazon's or the owner's. */
	held: number;
	/** No data in the cache, so nothing can be said. */
	unknown: number;
	/** Sum of new - old prices, yen. */
	price_effect: number;
	largest: ReplayedMove[];
	text: string;
}

export interface ReplayedMove {
	asin: string;
	title: string;
	from: number;
	/** Yen; null if it would be hidden. */
	to: number | null;
	why: string[];
}

/** One item to replay. Ages and counts are left out, because they belong to a run. */
export interface ReplayedItem {
	asin: string;
	situation: Situation & { listing: Listing };
}

/** Counts what a rule would do to the items. */
export function replay(items: readonly ReplayedItem[]): Replay {
	const decided = items.map(decideAnyTime);
	const counts = foresee(decided);
	const { total, rise: up, fall: down, unchanged, hide, show, below_floor: under_floor } = counts;
	const held = decided.filter(
		({ outcome, decision }) => outcome === 'unknown' && decision.held_moves.length > 0,
	).length;
	const result = {
		...{ total, up, down, unchanged, under_floor, held },
		visibility: hide - under_floor + show,
		unknown: counts.unknown - held,
		price_effect: decided.reduce((sum, item) => sum + findEffect(item), 0),
		largest: counts.examples.map(({ asin, title, from, to, why }) => ({
			...{ asin, title, from, to, why },
		})),
	};
	return { ...result, text: describe(result) };
}

function decideAnyTime({ asin, situation }: ReplayedItem): ForeseenItem {
	const timeless: Situation = {
		...situation,
		guards: { ...situation.guards, maximumCostAgeMs: null, maximumAnswerAgeMs: Infinity },
		...calmShop,
	};
	const decision = decide(timeless);
	const { listing } = situation;
	return { asin, listing, decision, outcome: findOutcome(timeless, decision) };
}

const findEffect = ({ listing, decision: { edits } }: ForeseenItem): number =>
	edits.price === undefined ? 0 : edits.price - listing.price;

function describe(result: Omit<Replay, 'text'>): string {
	const lines = [
		`この設定だと: 値上げ ${formatCount(result.up)}件・値下げ ${formatCount(result.down)}件・変わらず ${formatCount(result.unchanged)}件`,
		`原価割れで非公開 ${formatCount(result.under_floor)}件・公開状態の変更 ${formatCount(result.visibility)}件・保留 ${formatCount(result.held)}件・データなし ${formatCount(result.unknown)}件`,
		`価格の合計の差 ${formatYenChange(result.price_effect)}`,
		...result.largest.map(
			({ asin, title, from, to }) => `・${title} (${asin}) ${describeMove(from, to)}`,
		),
	];
	return lines.join('\n');
}

const describeMove = (from: number, to: number | null): string =>
	to === null ? '非公開' : `${formatYen(from)} → ${formatYen(to)} (${formatYenChange(to - from)})`;
