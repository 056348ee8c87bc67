import type { DocumentFreshness } from './freshness';
import { ageOfStamp } from '../listing/stampAge';

export interface Orderable {
	asin: string;
	freshness: DocumentFreshness;
	/** Stamp of the last try that failed; undefined where none did. */
	failedAt: string | undefined;
	/** Stamp of the first failed try since the last good one; absent where the last try was good. */
	failingSince?: string | null;
}

/** Two runs and more: an item that fails so long is not late, it is dead or blocked. */
const LONG_FAILING_SECONDS = 6 * 3600;

/**
 * Stalest first, equal ASINs adjacent, otherwise in the order given. What was never confirmed comes
 * before everything else: first what was never tried, then by the time of the last failed try, so
 * that ASINs which always fail can't keep the others from their turn. What has failed for hours comes
 * last: whether old costs may hide an item is judged by how the rest of the run went.
 * @param now milliseconds since 1970
 */
export function orderStalestFirst<T extends Orderable>(entries: readonly T[], now: number): T[] {
	const groups = [...Map.groupBy(entries, (entry) => entry.asin).values()];
	return groups
		.map((group) => ({ group, rank: rankEntry(group[0]!, now) }))
		.sort((one, other) => compareRanks(one.rank, other.rank))
		.flatMap(({ group }) => group);
}

/** The entries of the first `count` ASINs. */
export function limitAsins<T extends { asin: string }>(entries: readonly T[], count: number): T[] {
	const asins = new Set<string>();
	return entries.filter(({ asin }) => {
		if (asins.size < count) asins.add(asin);
		return asins.has(asin);
	});
}

/** Larger goes first. */
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
