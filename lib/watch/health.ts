import type { Alarm, AlarmKind } from '../ledger/heartbeat';
import type { RunMemory } from '../ledger/runs/runMemory';

/** The owner's expectations of the runs. */
export interface HealthRules {
	/** A part of the workflow's name; empty = every workflow. */
	workflow: string;
	/** Accounts, names or ids of workflows that need no watching any more. */
	ignored: readonly string[];
	intervalMs: number;
	/** Number of intervals that may pass without a success. */
	periods: number;
	maximumAgeMs: number;
}

/** One watched schedule: a workflow and a shop account, however often it was imported. */
export interface WatchedRuns {
	key: string;
	workflow: string;
	account: string;
	memory: RunMemory;
}

/**
 * Returns the schedules to watch. An import through the editor gives a workflow a new id, so memories
 * count as one schedule if the account is the same and both names contain the wanted text.
 */
export function watchedRuns(
	memories: ReadonlyMap<string, RunMemory>,
	rules: Pick<HealthRules, 'workflow' | 'ignored'>,
): WatchedRuns[] {
	const watched = new Map<string, WatchedRuns>();
	for (const [name, memory] of memories) {
		const { workflow, account } = memory;
		if (!workflow.includes(rules.workflow) || isIgnored(name, memory, rules.ignored)) continue;
		const key = `${rules.workflow || workflow}/${account}`;
		const other = watched.get(key)?.memory;
		if (!other || findLastSign(memory) > findLastSign(other)) {
			watched.set(key, { key, workflow, account, memory });
		}
	}
	const all = [...watched.values()];
	return all.filter((each) => !isAbandoned(each, all)).sort((a, b) => (a.key < b.key ? -1 : 1));
}

/**
 * An import that never succeeded does not know its shop yet; if the same workflow was later seen with a
 * shop's name, that import has been replaced.
 */
const isAbandoned = ({ account, memory }: WatchedRuns, all: readonly WatchedRuns[]): boolean =>
	account === '' &&
	memory.last_success_at === null &&
	all.some((other) => other.account !== '' && findLastSign(other.memory) > findLastSign(memory));

/**
 * Returns the present alarms, each with the time when it arose. It uses only the memory and changes
 * nothing.
 * @param firstLookedAt when the watch itself began, milliseconds since 1970
 * @param now milliseconds since 1970
 */
export function findAlarms(
	watched: readonly WatchedRuns[],
	rules: HealthRules,
	firstLookedAt: number,
	now: number,
): Alarm[] {
	const patienceMs = rules.intervalMs * rules.periods;
	if (watched.length === 0) {
		const since = firstLookedAt + patienceMs;
		const runner = { workflow: rules.workflow, account: '' };
		return since < now ? [{ key: neverRan(rules), kind: 'never_ran', ...runner, since }] : [];
	}
	return watched.flatMap((each) => {
		const { key, workflow, account, memory } = each;
		const times: Array<[AlarmKind, number | null]> = [
			['no_success', (lastSignOfLife(memory) ?? firstLookedAt) + patienceMs],
			['nothing_known', nothingKnownSince(memory)],
			['too_old', tooOldSince(memory, rules.maximumAgeMs, patienceMs)],
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
	const reopened = Math.min(last_stood_back_at + patienceMs, since + LONGEST_CLOSURE_MS);
	return Math.max(since, reopened);
}

/**
 * Whether an alarm that is not raised any more is really over. A skip outside the hours prevents the
 * alarm of missing successes, but proves no success. Only a success since then does, or one that is
 * recent enough by changed rules.
 * @param now milliseconds since 1970
 */
export function isOver(
	alarm: Alarm,
	watched: readonly WatchedRuns[],
	{ intervalMs, periods }: Pick<HealthRules, 'intervalMs' | 'periods'>,
	now: number,
): boolean {
	if (alarm.kind !== 'no_success') return true;
	const memory = watched.find(({ key }) => alarm.key.startsWith(`${key}: `))?.memory;
	if (!memory) return true;
	const { last_success_at: success } = memory;
	return success !== null && (success > alarm.since || now - success <= intervalMs * periods);
}

/** Finds a run that ended well although no item of the shop is known for certain. */
function nothingKnownSince({ last_whole: run }: RunMemory): number | null {
	if (!run) return null;
	const isEmpty = run.total === 0 || run.fetched + run.from_cache === 0;
	return isEmpty || run.unknown >= run.total ? run.finished_at : null;
}

/**
 * Returns the last success, or the last skip for a good reason; without either, the time it was first
 * seen. Milliseconds since 1970; null if nothing is known.
 */
export function lastSignOfLife(memory: RunMemory): number | null {
	const { last_success_at, last_stood_back_at, first_seen_at } = memory;
	const signs = [last_success_at, last_stood_back_at].filter((at) => at !== null);
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
