import type { HealthRules } from '../../ledger/heartbeat';
import type { Ledger } from '../../ledger/ledger';
import { findLostJob } from '../desk/lostJob';
import { isOpen } from '../../ledger/questions/question';
import type { RunMemory } from '../../ledger/runs/runMemory';
import type { RunRecord } from '../../ledger/runs/runRecords';
import {
	findAlarms,
	isLive,
	standardRules,
	watchedRuns,
	type Look,
	type WatchedRuns,
} from '../../health/health';
import { judgeShop, type Matter, type Standing } from '../../health/judgeShop';
import { findLiveShops } from '../runs/findLiveShops';
import { readClosedRun } from '../runs/closeRun';

/** A run that works right now. */
export interface RunningRun {
	id: string;
	/** `sync`, `watch`, `basic_info`, or the workflow's id. */
	mode: string;
	/** ISO 8601 with offset. */
	started_at: string;
	dry_run: boolean;
	/** Items done, of all its items; null before the shop's list is read. */
	progress: { done: number; total: number } | null;
	/** Minutes until its end, by its pace so far; null while that says nothing. */
	minutes_left: number | null;
}

/** How a shop stands at this moment. Times: milliseconds since 1970. */
export interface ShopStanding extends Standing {
	running: RunningRun[];
	/** When the sync last confirmed the whole shop; null = never. */
	confirmed_at: number | null;
	/** Items that Amazon gave no answer about in that run. */
	unanswered: number;
	/** When the next run starts by its schedule; null = none is known. */
	next_at: number | null;
	/** The schedules that it was judged by. */
	watched: WatchedRuns[];
}

export interface StatePorts {
	ledger: Ledger;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** Reads how a shop stands. The heartbeat judges its runs by the same rules. Nothing is written but its first look. */
export async function readStanding(
	account: string,
	{ ledger, now }: StatePorts,
): Promise<ShopStanding> {
	const all = await ledger.runs.all();
	const memories = [...all].filter(([, memory]) => memory.account === account);
	const liveSince = await findLiveShops(ledger, [account]);
	const noted = await ledger.heartbeat.readRules();
	const judged: Judged[] = [];
	for (const rules of noted.length > 0 ? noted : [standardRules]) {
		const firstLookedAt = await ledger.heartbeat.looked(rules.workflow);
		const look = { firstLookedAt, liveSince, now: now() };
		const runs = watchedRuns(all, rules, look.now);
		for (const watched of runs.filter((each) => each.account === account)) {
			judged.push({ watched, rules, look });
		}
	}
	const watched = judged.map((each) => each.watched);
	const successes = watched.flatMap(({ memory }) => memory.last_success_at ?? []);
	const running = await findRunning(memories, ledger, now());
	const matters: Matter[] = [
		...judged.flatMap(findAlarmMatters),
		...(await findBroken(memories, running, ledger)),
		...(await findHolds(account, ledger, now())),
		...(await findOpen(account, ledger)),
		...(judged.some(isTestRun) ? [{ kind: 'test_run' } as const] : []),
	];
	if (matters.length === 0 && successes.length === 0) matters.push({ kind: 'never_ran' });
	const whole = watched.flatMap(({ memory }) => memory.last_whole ?? []);
	const nexts = watched.flatMap(({ nextDueAt }) => nextDueAt ?? []);
	return {
		...judgeShop(matters),
		running,
		confirmed_at: successes.length > 0 ? Math.max(...successes) : null,
		unanswered: Math.max(0, ...whole.map(({ unknown }) => unknown)),
		next_at: nexts.length > 0 ? Math.min(...nexts) : null,
		watched,
	};
}

/** A schedule with the expectations that it is judged by. */
interface Judged {
	watched: WatchedRuns;
	rules: HealthRules;
	look: Look;
}

/** A shop that was never seen has no alarm yet: the checklist of its first day says what to do. */
const findAlarmMatters = ({ watched, rules, look }: Judged): Matter[] =>
	findAlarms([watched], rules, look).map((alarm) => ({ kind: 'alarm', alarm, watched, rules }));

const isTestRun = ({ watched, look }: Judged): boolean =>
	watched.memory.last_whole?.dry_run === true && !isLive(watched, look);

type NamedMemory = readonly [name: string, memory: RunMemory];

async function findRunning(
	memories: readonly NamedMemory[],
	{ leases, history }: Pick<Ledger, 'leases' | 'history'>,
	now: number,
): Promise<RunningRun[]> {
	const running: RunningRun[] = [];
	for (const [name, memory] of memories) {
		const lease = await leases.current(name);
		const record = lease && (await history.get(lease.holder));
		if (!lease || record?.state !== 'running') continue;
		const { id, mode, started_at, dry_run } = record;
		const progress = lease.progress ?? null;
		const elapsedMs = now - Date.parse(started_at);
		const minutes_left = estimateMinutes(progress, elapsedMs, memory);
		running.push({ id, mode, started_at, dry_run, progress, minutes_left });
	}
	return running;
}

/** By the pace of this run once it has one, before that by how long the last one over as many items took. */
function estimateMinutes(
	progress: RunningRun['progress'],
	elapsedMs: number,
	{ last_whole: last }: Pick<RunMemory, 'last_whole'>,
): number | null {
	if (!progress) return null;
	const { done, total } = progress;
	if (done > 0 && elapsedMs > 0) return Math.ceil((elapsedMs * (total - done)) / done / 60_000);
	if (last?.took_ms === undefined || last.total !== total) return null;
	return Math.max(0, Math.ceil((last.took_ms - elapsedMs) / 60_000));
}

/** Finds the last run of each schedule that did not end well, or that n8n's stop ended unseen. */
async function findBroken(
	memories: readonly NamedMemory[],
	running: readonly RunningRun[],
	ledger: Pick<Ledger, 'history' | 'journal'>,
): Promise<Matter[]> {
	const matters: Matter[] = [];
	for (const [, { recent_runs, last_scheduled_at }] of memories) {
		const id = recent_runs.at(-1);
		// A workflow that only a person ever started is a form or a trial: its end is on its own page.
		if (id === undefined || last_scheduled_at === null) continue;
		if (running.some((each) => each.id === id)) continue;
		const last = await readClosedRun(ledger, id);
		if (!last || !isBroken(last.record)) continue;
		matters.push({ kind: 'broken_run', record: last.record, edits: last.edits.length });
	}
	return matters;
}

const isBroken = ({ state }: RunRecord): boolean => state !== 'finished' && state !== 'skipped';

async function findHolds(
	account: string,
	ledger: Pick<Ledger, 'brakes' | 'pauses' | 'items' | 'deskJobs' | 'history'>,
	now: number,
): Promise<Matter[]> {
	const lost = await findLostJob(account, ledger, now);
	const matters: Matter[] = lost ? [{ kind: 'lost_job', job: lost }] : [];
	const brake = await ledger.brakes.get(account);
	if (brake) {
		const listings = (await ledger.items.read(account))?.listings;
		const visible = listings?.filter((each) => each.visible).length ?? null;
		return [...matters, { kind: 'brake', until: brake.until, visible }];
	}
	const pause = await ledger.pauses.get(account);
	return pause ? [...matters, { kind: 'pause', pause }] : matters;
}

async function findOpen(
	account: string,
	{ questions, rules, notices }: Pick<Ledger, 'questions' | 'rules' | 'notices'>,
): Promise<Matter[]> {
	const open = (await questions.all(account)).filter(isOpen);
	const items = open.reduce((sum, { members }) => sum + members.length, 0);
	const proposals = await rules.openProposals(account);
	const untold = (await notices.all(account)).filter(({ told_at }) => told_at === null);
	return [
		...(open.length > 0 ? [{ kind: 'questions', questions: open.length, items } as const] : []),
		...(proposals.length > 0 ? [{ kind: 'proposals', count: proposals.length } as const] : []),
		...(untold.length > 0 ? [{ kind: 'untold', count: untold.length } as const] : []),
	];
}
