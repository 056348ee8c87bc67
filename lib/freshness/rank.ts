import { findRate, type Habits, type ItemLooks } from './looks';
import { scoreLook } from './score';

/** An item that may be looked at. */
export interface Candidate {
	asin: string;
	/** The cost of a wrong hour of it; see weighItem. */
	weight: number;
	looks: ItemLooks;
	/** When a confirmation was last tried and brought no answer, ms since 1970; absent = never. */
	failed?: number;
	/** Changes per ms, where they are known better than the looks tell. */
	rate?: number;
}

/** The circumstances of a ranking. */
export interface RankRules {
	habits: Habits;
	/** Nothing may stay unconfirmed for longer, ms. */
	ageLimitMs: number;
	/** ms since 1970. */
	now: number;
	/** An item that was looked at within this time is left out, ms. */
	lookGapMs: number;
	/** Items that a slice can look at and confirm at most; the rest needs no order. */
	most: number;
}

/** The order in which a shop's items deserve the next calls, best first. */
export interface Ranking {
	looks: string[];
	confirmations: string[];
}

/** So long before it reaches the limit of age an item is confirmed: many reach it together, as a share. */
const EARLY = 1 / 6;

/** An item is not looked at again within this time: nothing moves so fast that it would pay, ms. */
export const LOOK_GAP_MS = 30_000;
/** Nor confirmed again without a sign that it moved, ms. */
const CONFIRM_GAP_MS = 10 * 60_000;
/** Nor after a try without an answer, ms. */
const RETRY_MS = 30 * 60_000;

/**
 * Ranks all items, for looks and for confirmations without a sign. Confirmations first go to what nears the limit
 * of age, the oldest first, then where changes that no look shows are most likely and dearest.
 */
export function rankItems(items: readonly Candidate[], rules: RankRules): Ranking {
	const { habits, ageLimitMs, now, lookGapMs, most } = rules;
	const { blindShare } = habits;
	const looks = new Float64Array(items.length);
	const confirmations = new Float64Array(items.length);
	items.forEach(({ weight, looks: { looked, confirmed, ...found }, failed = 0, rate }, place) => {
		const all = rate ?? findRate(found, habits);
		const sinceLook = now - looked;
		const sinceAnswer = now - confirmed;
		if (sinceLook >= lookGapMs) {
			looks[place] = scoreLook(weight, all * (1 - blindShare), sinceLook);
		}
		// An item that never gets an answer must not keep the others from their turn.
		if (now - failed < RETRY_MS) return;
		if (sinceAnswer >= ageLimitMs * (1 - EARLY)) confirmations[place] = FIRST + sinceAnswer;
		else if (sinceAnswer >= CONFIRM_GAP_MS) {
			confirmations[place] = scoreLook(weight, all * blindShare, sinceAnswer);
		}
	});
	const name = (place: number) => items[place]!.asin;
	return {
		looks: findBest(looks, most).map(name),
		confirmations: findBest(confirmations, most).map(name),
	};
}

/** Larger than any score: no item weighs so much for so long. */
const FIRST = 1e15;

/** Returns the places of the largest scores above 0, the largest first. Sorting numbers alone is quick. */
function findBest(scores: Float64Array, most: number): number[] {
	const least = scores.toSorted()[Math.max(scores.length - most, 0)] ?? 0;
	const best: number[] = [];
	scores.forEach((score, place) => {
		if (score > 0 && score >= least) best.push(place);
	});
	return best.sort((one, other) => scores[other]! - scores[one]! || one - other).slice(0, most);
}
