import type { Alarm, AlarmKind, HealthRules } from '../ledger/heartbeat';
import { DEFAULT_INTERVAL_MS, guessInterval } from '../ledger/runs/interval';
import { noRuns, type RunMemory } from '../ledger/runs/runMemory';
import { isFuture } from '../listing/stamp';
import { leaveOutFuture, type CheckedMemory } from './leaveOutFuture';

/** The expectations while the owner has set none: the heartbeat's and the desk's. */
export const standardRules: HealthRules = {
	workflow: '価格・在庫の同期',
	ignored: [],
	intervalMs: null,
	periods: 2,
	maximumAgeMs: 12 * 3_600_000,
};

/** One watched schedule: a workflow and a shop account, however often it was imported. */
export interface WatchedRuns extends CheckedMemory {
	key: string;
	workflow: string;
	account: string;
	/** Its runs confirm the prices of the shop; those that look for orders may find nothing for days. */
	confirmsPrices: boolean;
	/** Whether a run that was no dry run ever succeeded. */
	wasLive: boolean;
	/** How long it may go without a success, ms. */
	patienceMs: number;
	/** How old its oldest price may be, ms. */
	maximumAgeMs: number;
	/** When it should start next, milliseconds since 1970; null = it never started by itself. */
	nextDueAt: number | null;
}

/** The circumstances of a look at the runs. Times: milliseconds since 1970. */
export interface Look {
	/** When the watch itself began. */
	firstLookedAt: number;
	/** When the ruling version of each shop whose rule book is live was saved, by account. */
	liveSince: ReadonlyMap<string, number>;
	now: number;
}

/**
 * Returns the schedules to watch. An import through the editor gives a workflow a new id, so memories
 * count as one schedule if the account is the same and both names contain the wanted text.
 * @param now milliseconds since 1970
 */
export function watchedRuns(
	memories: ReadonlyMap<string, RunMemory>,
	rules: HealthRules,
	now: number,
): WatchedRuns[] {
	const watched = new Map<string, WatchedRuns>();
	for (const [name, remembered] of memories) {
		const { workflow, account } = remembered;
		if (!workflow.includes(rules.workflow) || isIgnored(name, remembered, rules.ignored)) continue;
		// The watch of the same workflow confirms a part of the shop: its success is none of the sync's.
		if (name.startsWith('watch/')) continue;
		const checked = leaveOutFuture(remembered, now);
		const key = `${rules.workflow || workflow}/${account}`;
		const other = watched.get(key);
		const wasLive = hasBeenLive(remembered) || other?.wasLive === true;
		const isNewer = !other || findLastSign(checked.memory) > findLastSign(other.memory);
		const limits = findLimits(checked.memory, rules);
		const newer = isNewer ? { key, workflow, account, ...limits, ...checked } : other;
		watched.set(key, { ...newer, wasLive, confirmsPrices: !name.startsWith('orders/') });
	}
	const all = [...watched.values()];
	return all.filter((each) => !isAbandoned(each, all)).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * Returns how long so many starts in a row take, ms: by the interval that the owner gave, else by the starts
 * that the schedule has next, after a Friday's last one a weekend longer than after a Tuesday's first. It is
 * never less than so many of the shortest interval: n8n may choose the minute of the hour by itself.
 */
export function findSpan(
	{ interval, recent_starts, next_starts, last_scheduled_at }: RunMemory,
	{ intervalMs }: Pick<HealthRules, 'intervalMs'>,
	starts: number,
): number {
	if (intervalMs !== null) return intervalMs * starts;
	const known = interval ?? guessInterval(recent_starts);
	if (known === null) return DEFAULT_INTERVAL_MS * starts;
	const next = next_starts[Math.ceil(starts) - 1];
	if (next === undefined || last_scheduled_at === null) return known.longest_ms * starts;
	return Math.max(known.shortest_ms * starts, next - last_scheduled_at);
}

/** The last price is confirmed anew when the next run ends: half an interval is time enough for a run. */
const INTERVALS_OF_A_PRICE = 1.5;

function findLimits(memory: RunMemory, rules: HealthRules) {
	const { last_scheduled_at } = memory;
	const toNextMs = findSpan(memory, rules, 1);
	return {
		patienceMs: findSpan(memory, rules, rules.periods),
		// A daily run has no price of the last 12 hours.
		maximumAgeMs: Math.max(rules.maximumAgeMs, toNextMs * INTERVALS_OF_A_PRICE),
		nextDueAt: last_scheduled_at === null ? null : last_scheduled_at + toNextMs,
	};
}

/**
 * An import that never succeeded does not know its shop yet; if the same workflow was later seen with a
 * shop's name, that import has been replaced.
 */
const isAbandoned = ({ account, memory }: WatchedRuns, all: readonly WatchedRuns[]): boolean =>
	account === '' &&
	memory.last_success_at === null &&
	all.some((other) => other.account !== '' && findLastSign(other.memory) > findLastSign(memory));

/** Whether a run of this mode has written to the shop, or tried to. */
export const hasBeenLive = ({ last_live_success_at, last_whole }: RunMemory): boolean =>
	last_live_success_at !== null || last_whole?.dry_run === false;

/** Whether the runs of the schedule are meant to write to the shop. */
export const isLive = (
	{ account, wasLive }: Pick<WatchedRuns, 'account' | 'wasLive'>,
	{ liveSince }: Pick<Look, 'liveSince'>,
): boolean => wasLive || liveSince.has(account);

/**
 * Returns the present alarms, each with the time when it arose. It uses only the memory and changes
 * nothing.
 */
export function findAlarms(
	watched: readonly WatchedRuns[],
	rules: HealthRules,
	look: Look,
): Alarm[] {
	const { firstLookedAt, now } = look;
	if (watched.length === 0) {
		const since = firstLookedAt + findSpan(noRuns, rules, rules.periods);
		const runner = { workflow: rules.workflow, account: '' };
		return since < now ? [{ key: neverRan(rules), kind: 'never_ran', ...runner, since }] : [];
	}
	return watched.flatMap((each) => {
		const { key, workflow, account, memory } = each;
		const { patienceMs, maximumAgeMs } = each;
		const times: Array<[AlarmKind, number | null]> = [
			['no_success', (lastSignOfLife(each) ?? firstLookedAt) + patienceMs],
			['nothing_known', each.confirmsPrices ? nothingKnownSince(memory) : null],
			['too_old', tooOldSince(memory, maximumAgeMs, patienceMs)],
			['only_dry', onlyDrySince(each, patienceMs, look)],
		];
		return times.flatMap(([kind, since]): Alarm[] =>
			since !== null && since < now
				? [{ key: `${key}: ${kind}`, kind, workflow, account, since }]
				: [],
		);
	});
}

const neverRan = (rules: Pick<HealthRules, 'workflow'>) => `${rules.workflow}: never_ran`;

/** Returns true if the alarm still applies: its schedule is watched, or was missing. */
export const isWatched = (
	alarmKey: string,
	watched: readonly WatchedRuns[],
	rules: Pick<HealthRules, 'workflow'>,
): boolean =>
	alarmKey === neverRan(rules) || watched.some(({ key }) => alarmKey.startsWith(`${key}: `));

/**
 * Returns the present age of the oldest price: the last whole run's figure for its listings plus the time
 * since. The cache's own figures would count products that the shop no longer sells.
 */
export function oldestAgeMs(memory: RunMemory, now: number): number | null {
	const run = memory.last_whole;
	if (run === null || run.oldest_age_seconds === null) return null;
	return run.oldest_age_seconds * 1000 + Math.max(now - run.finished_at, 0);
}

/**
 * A weekend. Business hours that no run of the schedule ever meets must not silence the alarm
 * permanently.
 */
const LONGEST_CLOSURE_MS = 72 * 3_600_000;

/**
 * Every price ages during a night outside the business hours: the first run after it gets time to renew
 * them.
 */
function tooOldSince(memory: RunMemory, maximumAgeMs: number, patienceMs: number): number | null {
	const { last_whole: run, last_stood_back_at } = memory;
	const age = run && oldestAgeMs(memory, run.finished_at);
	if (!run || age === null) return null;
	const since = run.finished_at - age + maximumAgeMs;
	if (last_stood_back_at === null || last_stood_back_at <= run.finished_at) return since;
	return waitForOpening(since, last_stood_back_at, patienceMs);
}

/** The time of an alarm, moved on so that the first run after the closure can still prevent it. */
const waitForOpening = (since: number, stoodBackAt: number, patienceMs: number): number =>
	Math.max(since, Math.min(stoodBackAt + patienceMs, since + LONGEST_CLOSURE_MS));

/**
 * Finds a live shop whose runs succeed only as dry runs: all looks well, and nothing is written. A shop
 * that never went live is meant to be dry.
 */
function onlyDrySince(each: WatchedRuns, patienceMs: number, look: Look): number | null {
	const { account, memory } = each;
	const { last_whole: run, last_live_success_at, last_stood_back_at, first_seen_at } = memory;
	if (run?.dry_run !== true || !isLive(each, look)) return null;
	const savedAt = look.liveSince.get(account) ?? null;
	const ruledSince = isFuture(savedAt, look.now) ? null : savedAt;
	const lastLive = last_live_success_at ?? ruledSince ?? first_seen_at ?? look.firstLookedAt;
	const since = lastLive + patienceMs;
	if (last_stood_back_at === null || last_stood_back_at <= lastLive) return since;
	return waitForOpening(since, last_stood_back_at, patienceMs);
}

/**
 * Whether an alarm that is not raised any more is really over. A skip outside the hours prevents the
 * alarm of missing successes, but proves no success. Only a success since then does, or one that is
 * recent enough by changed rules. Nor does such a skip end dry runs: only a live success does.
 * @param now milliseconds since 1970
 */
export function isOver(alarm: Alarm, watched: readonly WatchedRuns[], now: number): boolean {
	if (alarm.kind !== 'no_success' && alarm.kind !== 'only_dry') return true;
	const found = watched.find(({ key }) => alarm.key.startsWith(`${key}: `));
	if (!found) return true;
	const { memory, patienceMs } = found;
	if (alarm.kind === 'only_dry') return memory.last_whole?.dry_run === false;
	const { last_success_at: success } = memory;
	return success !== null && (success > alarm.since || now - success <= patienceMs);
}

/** Finds a run that ended well although no item of the shop is known for certain. */
function nothingKnownSince({ last_whole: run }: RunMemory): number | null {
	if (!run) return null;
	const isEmpty = run.total === 0 || run.fetched + run.from_cache === 0;
	return isEmpty || run.unknown >= run.total ? run.finished_at : null;
}

/**
 * Returns the last success, or the last skip for a good reason; without either, the time it was first
 * seen. Milliseconds since 1970; null if nothing is known. After a wrong clock a skip is no sign: its
 * reason may be the very success whose time is wrong.
 */
export function lastSignOfLife({ memory, futureStamp }: CheckedMemory): number | null {
	const { last_success_at, last_stood_back_at, first_seen_at } = memory;
	const skip = futureStamp === null ? last_stood_back_at : null;
	const signs = [last_success_at, skip].filter((at) => at !== null);
	return signs.length > 0 ? Math.max(...signs) : first_seen_at;
}

function findLastSign(memory: RunMemory): number {
	const { last_success_at, last_stood_back_at, last_started_at, first_seen_at } = memory;
	const times = [last_success_at, last_stood_back_at, last_started_at, first_seen_at];
	return Math.max(...times.map((at) => at ?? 0));
}

/** By account, by the workflow's name, or by its id, with which older names begin. */
function isIgnored(name: string, memory: RunMemory, ignored: readonly string[]): boolean {
	const id = memory.workflow_ids.at(-1) ?? name.split('/', 1)[0];
	return ignored.some((each) => each === memory.account || each === memory.workflow || each === id);
}
