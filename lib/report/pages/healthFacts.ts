/** The facts about one watched schedule from Run Guard's Check Health. Times: ISO 8601 with offset. */
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
	/** Intended states: pauses and brakes. */
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

/** The output of TTL Cache Statistics. */
export interface CacheHealth {
	place: string;
	documents: number;
	groups: Record<CacheKind, KindAges>;
	errors: number;
	broken: number;
}

/** @throws Error that says which step's output is needed */
export function requireHealth(value: unknown): Health {
	const health = value as Partial<Health> | null;
	if (typeof health === 'object' && Array.isArray(health?.shops) && Array.isArray(health.alarms)) {
		return { is_healthy: false, information: [], ...health } as Health;
	}
	throw new Error(
		'Health がありません。Run Guard の Check Health の出力を Health 欄に渡してください。',
	);
}

/** @throws Error that says which step must come before this one */
export function requireCacheHealth(value: unknown): CacheHealth {
	const cache = value as Partial<CacheHealth> | null;
	const isWhole =
		typeof cache?.documents === 'number' &&
		cacheKinds.every((kind) => typeof cache.groups?.[kind]?.fresh === 'number');
	if (isWhole) return cache as CacheHealth;
	throw new Error('入力に TTL Cache の Statistics の出力がありません。直前に置いてください。');
}
