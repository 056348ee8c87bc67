import type { DocumentFreshness } from './freshness';
import { ageOfStamp } from '../listing/stamp';

export interface Orderable {
	asin: string;
	freshness: DocumentFreshness;
	/** Stamp of the last failed try; undefined if none failed. */
	failedAt: string | undefined;
	/** Stamp of the first failed try since the last good one; absent if the last try was good. */
	failingSince?: string | null;
}

/** At least two runs: an item that fails for so long is not late, but dead or blocked. */
const LONG_FAILING_SECONDS = 6 * 3600;

/**
 * Sorts the stalest first, equal ASINs adjacent, otherwise in the given order. ASINs that were never
 * confirmed come before everything else: first those never tried, then by the time of the last failed
 * try, so that ASINs which always fail can't keep the others from their turn. ASINs that have failed for
 * hours come last, because the rest of the run decides whether old costs may hide an item.
 * @param now milliseconds since 1970
 */
export function orderStalestFirst<T extends Orderable>(entries: readonly T[], now: number): T[] {
	const groups = [...Map.groupBy(entries, (entry) => entry.asin).values()];
	return groups
		.map((group) => ({ group, rank: rankEntry(group[0]!, now) }))
		.sort((one, other) => compareRanks(one.rank, other.rank))
		.flatMap(({ group }) => group);
}

/**
 * Returns the entries of the first `count` ASINs.
 * @param isKept entries that the limit does not leave out
 */
export function limitAsins<T extends { asin: string }>(
	entries: readonly T[],
	count: number,
	isKept: (entry: T) => boolean = () => false,
): T[] {
	const asins = new Set<string>();
	const kept = new Set(entries.filter(isKept).map(({ asin }) => asin));
	return entries.filter(({ asin }) => {
		if (asins.size < count) asins.add(asin);
		return asins.has(asin) || kept.has(asin);
	});
}

/** Larger ranks come first. */
type Rank = [turn: number, ageSeconds: number];

function rankEntry({ freshness, failedAt, failingSince }: Orderable, now: number): Rank {
	const failing = failingSince ? (ageOfStamp(failingSince, now) ?? 0) / 1000 : 0;
	if (failing > LONG_FAILING_SECONDS) return [-1, failing];
	const age = freshness.oldest_age_seconds;
	if (age !== null) return [0, age];
	return failedAt === undefined ? [1, Infinity] : [1, ageOfStamp(failedAt, now) ?? Infinity];
}

function compareRanks(one: Rank, other: Rank): number {
	if (one[0] !== other[0]) return other[0] - one[0];
	return one[1] === other[1] ? 0 : other[1] - one[1];
}
