import { formatCount, formatYen, formatYenChange } from '../listing/money';
import { isConfirmed } from '../listing/offer';
import { decide } from './decide';
import type { Decision } from './decision';
import { calmShop, type Situation } from './situation';

/** The effects of a rule on the shop as it is now, found without asking Amazon or writing anything. */
export interface Replay {
	total: number;
	up: number;
	down: number;
	unchanged: number;
	/** Hidden because no allowed price covers the cost. */
	under_floor: number;
	/** Shown or hidden for another reason. */
	visibility: number;
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
	to: number;
	diff: number;
	why: string[];
}

const SHOWN_MOVES = 10;

/** One item to replay. Ages and counts are left out, because they belong to a run. */
export interface ReplayedItem {
	asin: string;
	situation: Situation;
}

export function replay(items: readonly ReplayedItem[]): Replay {
	const decided = items.map((item) => ({ ...item, decision: decide(timeless(item.situation)) }));
	const count = (test: (entry: (typeof decided)[number]) => boolean) => decided.filter(test).length;
	const moves = decided.flatMap(({ asin, situation, decision }) =>
		findMove(asin, situation, decision),
	);
	const isUnknown = ({ situation }: ReplayedItem) => !isConfirmed(situation.offer);
	const result = {
		total: decided.length,
		up: moves.filter(({ diff }) => diff > 0).length,
		down: moves.filter(({ diff }) => diff < 0).length,
		unchanged: count(
			(entry) =>
				!isUnknown(entry) &&
				entry.decision.kinds.length === 0 &&
				entry.decision.held_moves.length === 0,
		),
		under_floor: count(({ situation, decision }) => isUnderFloor(situation, decision)),
		visibility: count(
			({ situation, decision }) =>
				decision.edits.visible !== undefined && !isUnderFloor(situation, decision),
		),
		held: count(({ decision }) => decision.held_moves.length > 0),
		unknown: count(isUnknown),
		price_effect: moves.reduce((sum, { diff }) => sum + diff, 0),
		largest: moves.sort((a, b) => Math.abs(b.diff) - Math.abs(a.diff)).slice(0, SHOWN_MOVES),
	};
	return { ...result, text: describe(result) };
}

const timeless = (situation: Situation): Situation => ({
	...situation,
	guards: {
		...situation.guards,
		maximumCostAgeMs: null,
		maximumAnswerAgeMs: Infinity,
	},
	...calmShop,
});

function findMove(asin: string, { listing }: Situation, { edits, why }: Decision): ReplayedMove[] {
	if (!listing || edits.price === undefined) return [];
	const diff = edits.price - listing.price;
	return [{ asin, title: listing.title, from: listing.price, to: edits.price, diff, why }];
}

const isUnderFloor = ({ offer }: Situation, { edits }: Decision): boolean =>
	edits.visible === false && offer.status === 'in_stock';

function describe(result: Omit<Replay, 'text'>): string {
	const lines = [
		`この設定だと: 値上げ ${formatCount(result.up)}件・値下げ ${formatCount(result.down)}件・変わらず ${formatCount(result.unchanged)}件`,
		`原価割れで非公開 ${formatCount(result.under_floor)}件・公開状態の変更 ${formatCount(result.visibility)}件・保留 ${formatCount(result.held)}件・データなし ${formatCount(result.unknown)}件`,
		`価格の合計の差 ${formatYenChange(result.price_effect)}`,
		...result.largest.map(
			({ asin, title, from, to, diff }) =>
				`・${title} (${asin}) ${formatYen(from)} → ${formatYen(to)} (${formatYenChange(diff)})`,
		),
	];
	return lines.join('\n');
}
