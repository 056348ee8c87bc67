/** The facts about one watched schedule. Times: ISO 8601 with offset. */
export interface ShopHealth {
	workflow: string;
	account: string;
	last_started_at: string | null;
	last_success_at: string | null;
	next_due_at: string | null;
	last_skip: { at: string; reason: string } | null;
	/** The latest time that a clock which was ahead left; null or absent = none. */
	future_stamp_at?: string | null;
	/** Present age of the oldest price among the shop's listings. */
	oldest_age_seconds: number | null;
	last_run: LastRun | null;
	/** Notices that no message has carried yet. */
	untold_notices: number;
}

export interface LastRun {
	id: string;
	finished_at: string;
	/** False for a run by hand of a part of the shop. */
	is_whole: boolean;
	total: number;
	fetched: number;
	from_cache: number;
	unknown: number;
	changed: number;
	edited: number;
	held: number;
	failed: number;
	deferred: number;
	calls: number;
	rejected: number;
	never_confirmed: number;
	needs_attention: boolean;
	dry_run: boolean;
}

export interface Health {
	is_healthy: boolean;
	alarms: Array<{
		kind: string;
		workflow: string;
		account: string;
		text: string;
		since: string;
	}>;
	/** All that is no alarm and should be known: pauses, brakes, open questions. */
	information: string[];
	shops: ShopHealth[];
}

export interface KindAges {
	fresh: number;
	stale: number;
	missing: number;
	oldest_age_seconds: number | null;
	oldest_asin: string | null;
}

export const cacheKinds = ['price', 'stock', 'basic_info'] as const;

export type CacheKind = (typeof cacheKinds)[number];

/** The ages of all records, of all shops of the store. */
export interface CacheHealth {
	place: string;
	documents: number;
	groups: Record<CacheKind, KindAges>;
	errors: number;
	broken: number;
}

/** The moment of a look at a shop's health. */
export interface HealthTimes {
	/** Milliseconds since 1970. */
	now: number;
	/** Puts an ISO 8601 time into the owner's words. */
	timeOf: (stamp: string) => string;
}
