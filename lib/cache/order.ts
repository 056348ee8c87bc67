import type { DocumentFreshness } from './freshness';
import { ageOfStamp } from './entry';

export interface Orderable {
	asin: string;
	freshness: DocumentFreshness;
	/** Stamp of the last try that failed; undefined where none did. */
	failedAt: string | undefined;
}

/**
 * Stalest first, equal ASINs adjacent, otherwise in the order given. What was never confirmed comes
 * before everything else: first what was never tried, then by the time of the last failed try, so
 * that ASINs which always fail can't keep the others from their turn.
 * @param now milliseconds since 1970
 */
export function orderStalestFirst<T extends Orderable>(entries: readonly T[], now: number): T[] {
	const groups = [...Map.groupBy(entries, (entry) => entry.asin).values()];
	return groups
		.map((group) => ({ group, rank: rankOf(group[0]!, now) }))
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
type Rank = [neverConfirmed: number, ageSeconds: number];

function rankOf({ freshness, failedAt }: Orderable, now: number): Rank {
	const age = freshness.oldest_age_seconds;
	if (age !== null) return [0, age];
	return failedAt === undefined ? [1, Infinity] : [1, ageOfStamp(failedAt, now) ?? Infinity];
}

function compareRanks(one: Rank, other: Rank): number {
	if (one[0] !== other[0]) return other[0] - one[0];
	return one[1] === other[1] ? 0 : other[1] - one[1];
}
