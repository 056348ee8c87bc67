import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { clockOf, type Clock } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { newItem } from '../../lib/n8n/items/items';
import { LEASE_MS, type Run } from '../../lib/n8n/items/run';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';
import type { Pause } from '../../lib/ledger/pauses';
import type { RunnerName } from '../../lib/ledger/runMemory';
import { isOpen, type HourWindow } from '../../lib/watch/businessHours';
import { parseHours } from '../../lib/watch/parseHours';
import { logInfo } from '../../lib/n8n/log';

interface StartOptions {
	hours?: { windows?: HourWindow[] };
	hoursText?: string;
	minimumMinutes?: number;
	takeOver?: boolean;
}

/** Run or Skip: one run at a time per workflow and account, inside the hours, not twice in a row. */
export async function start(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = clockOf(context);
	const run = newRun(context, clock);
	const data = await shopDataOf(context);
	const skip = await skipOf(context, data, run, clock);
	const runner = runnerOf(context, run);
	const isManual = context.getMode() === 'manual';
	if (skip === null) {
		await data.ledger.runs.started(runName(run), runner, { at: clock.now(), isManual });
		const paused = await pauseOf(data, run);
		if (paused) tellPause(context, paused);
		return [[newItem({ run, ...(paused ? { paused } : {}) })], []];
	}
	const { reason } = skip;
	await data.ledger.runs.skipped(runName(run), runner, { ...skip, at: clock.now(), isManual });
	logInfo(context, `Run Guard: skipped: ${reason}`);
	return [[], [newItem({ run, skipped: true, reason })]];
}

/** Who runs, for people: n8n's name of the workflow beside its id. */
export const runnerOf = (
	context: Pick<IExecuteFunctions, 'getWorkflow'>,
	run: Pick<Run, 'account'>,
): RunnerName => ({ workflow: context.getWorkflow().name ?? '', account: run.account });

/**
 * A paused account is fetched all the same, so that its data is fresh when it goes on; BASE Update
 * holds the edits back. What BASE calls the shop is known here from the run before.
 */
async function pauseOf(data: ShopData, run: Run): Promise<Pause | null> {
	const account = run.account || (await data.ledger.runs.get(runName(run))).account;
	return account ? await data.ledger.pauses.get(account) : null;
}

function tellPause(context: IExecuteFunctions, { since, reason }: Pause): void {
	context.addExecutionHints({
		message: `この店への書き込みは停止中です (${reason}、${since} から)。データの取得だけを続け、更新は再開後に行います。`,
		location: 'outputPane',
	});
}

/** One name for the lease and the memory of runs: per workflow and account. */
export const runName = (run: Pick<Run, 'workflow' | 'account'>): string =>
	`${run.workflow}/${run.account || 'default'}`;

function newRun(context: IExecuteFunctions, clock: Clock): Run {
	const workflow = context.getWorkflow();
	const now = clock.now();
	const isManual = context.getMode() === 'manual';
	const run: Run = {
		id: `${DateTime.fromMillis(now, { zone: clock.zone }).toFormat('yyyyMMdd-HHmm')}-${randomBytes(2).toString('hex')}`,
		workflow: workflow.id ?? workflow.name ?? 'workflow',
		account: (context.getNodeParameter('account', 0) as string).trim(),
		dry_run: context.getNodeParameter('dryRun', 0) as boolean,
		limit: isManual ? (context.getNodeParameter('manualLimit', 0) as number) : 0,
		total: null,
		started_at: clock.timestamp(),
		lease: null,
	};
	return { ...run, lease: runName(run) };
}

interface Skip {
	reason: string;
	/** Standing back was right: the schedule lives. */
	isLife: boolean;
}

async function skipOf(
	context: IExecuteFunctions,
	data: ShopData,
	run: Run,
	clock: Clock,
): Promise<Skip | null> {
	const options = context.getNodeParameter('options', 0, {}) as StartOptions;
	// Read for a run by hand too: a slip in the hours should show at once, not at night.
	const windows = [...(options.hours?.windows ?? []), ...parseHours(options.hoursText ?? '')];
	if (context.getMode() !== 'manual') {
		if (!isOpen(windows, clock.now(), clock.zone))
			return { reason: '営業時間外です', isLife: true };
		const recent = await recentSuccess(data, run, options.minimumMinutes ?? 0, clock);
		if (recent !== null) return { reason: recent, isLife: true };
	}
	const dead = options.takeOver && !isQueueMode() ? await releaseDeadRun(data, run) : null;
	const lease = await data.ledger.leases.acquire(runName(run), run.id, LEASE_MS);
	if (lease.ok) {
		if (dead !== null) run.resumes = dead;
		return null;
	}
	const until = formatTime(lease.until, clock.zone);
	return {
		reason: `前の実行 ${lease.holder} がまだ動いています (${until} まで応答がなければ自動的に解除されます)`,
		isLife: false,
	};
}

/** With workers, a run of another process may well be alive when this one starts. */
const isQueueMode = (): boolean => process.env.EXECUTIONS_MODE === 'queue';

/** n8n has just started: whoever holds the lease died with the process before. @returns its number. */
async function releaseDeadRun(data: ShopData, run: Run): Promise<string | null> {
	const lease = await data.ledger.leases.current(runName(run));
	if (!lease) return null;
	await data.ledger.leases.release(runName(run), lease.holder);
	return lease.holder;
}

async function recentSuccess(
	data: ShopData,
	run: Run,
	minimumMinutes: number,
	clock: Clock,
): Promise<string | null> {
	if (minimumMinutes <= 0) return null;
	const { last_success_at: last } = await data.ledger.runs.get(runName(run));
	if (last === null || clock.now() - last >= minimumMinutes * 60_000) return null;
	return `${formatTime(last, clock.zone)} に成功したばかりです (${minimumMinutes}分以内は再実行しません)`;
}
