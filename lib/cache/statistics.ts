import { dataGroups, type CacheDocument, type DataGroup } from './document';
import { collectAges, judgeFreshness, type DocumentAges, type TimeToLive } from './freshness';
import type { View } from '../stores/store';
import { parseStamp, ageOfStamp, type Freshness } from '../listing/stamp';

export interface GroupStatistics extends Record<Freshness, number> {
	/** Among the data with a usable stamp; null if there is none. */
	oldest_age_seconds: number | null;
	oldest_asin: string | null;
}

export interface CacheStatistics {
	documents: number;
	groups: Record<DataGroup, GroupStatistics>;
	/** Documents whose last try failed and has not succeeded since. */
	errors: number;
	/** Unreadable documents that were set aside. */
	broken: number;
}

/** The few parts of a document that ages and statistics need. */
export interface DocumentSummary {
	ages: DocumentAges;
	/** The last fetch ended in an error, and no data came after it. */
	has_error: boolean;
	/** Stamp of the last failed try. */
	failed_at: string | undefined;
	/** Stamp of the first failed try since the last confirmed price. */
	failing_since: string | null | undefined;
}

export const summaryView: View<DocumentSummary> = {
	name: 'summary',
	of: (value) => summarizeDocument(value as unknown as CacheDocument),
};

const watchedFields = [
	...(['title_ja', 'brand', 'price', 'points', 'in_stock', 'offer_status'] as const),
	...([
		'price_updated_at',
		'imported',
		'reported',
		'shop',
		'gone',
		'last_error_at',
		'failing_since',
	] as const),
] as const;

/** The few parts of a document that tell whether its product deserves a look. */
export type WatchedFacts = Pick<CacheDocument, (typeof watchedFields)[number]>;

export const watchedView: View<WatchedFacts> = {
	name: 'watched',
	of: (value) => Object.fromEntries(watchedFields.map((name) => [name, value[name]])),
};

export function summarizeDocument(document: CacheDocument): DocumentSummary {
	return {
		ages: collectAges(document),
		has_error: hasOpenError(document),
		failed_at: document.last_error_at,
		failing_since: document.failing_since,
	};
}

export class StatisticsCount {
	#documents = 0;
	#errors = 0;
	readonly #groups = Object.fromEntries(
		dataGroups.map((group) => [
			group,
			{ fresh: 0, stale: 0, missing: 0, oldest_age_seconds: null, oldest_asin: null },
		]),
	) as Record<DataGroup, GroupStatistics>;

	constructor(
		private readonly ttl: TimeToLive,
		private readonly now: number,
	) {}

	add(asin: string, { ages, has_error }: DocumentSummary): void {
		this.#documents++;
		if (has_error) this.#errors++;
		const freshness = judgeFreshness(ages, this.ttl, this.now);
		for (const group of dataGroups) {
			const counts = this.#groups[group];
			counts[freshness[group]]++;
			const age = ageOfStamp(ages[group], this.now);
			if (age === null) continue;
			const seconds = Math.floor(age / 1000);
			if (counts.oldest_age_seconds !== null && counts.oldest_age_seconds >= seconds) continue;
			counts.oldest_age_seconds = seconds;
			counts.oldest_asin = asin;
		}
	}

	result(broken: number): CacheStatistics {
		return { documents: this.#documents, groups: this.#groups, errors: this.#errors, broken };
	}
}

function hasOpenError(document: CacheDocument): boolean {
	const failedAt = parseStamp(document.last_error_at);
	if (failedAt === null) return false;
	const stamps = [document.price_updated_at, document.basic_info_updated_at];
	return stamps.every((stamp) => (parseStamp(stamp) ?? -Infinity) < failedAt);
}
