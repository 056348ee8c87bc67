import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Cache } from '../../lib/cache/cache';
import { clockOf, formatTime, type Clock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items';
import { LEASE_MS, type Run } from '../../lib/n8n/run';
import { cacheOf } from '../../lib/n8n/storeParameters';
import { isOpen, type HourWindow } from './hours';

interface StartOptions {
	hours?: { windows?: HourWindow[] };
	minimumMinutes?: number;
	takeOver?: boolean;
}

/** Run or Skip: one run at a time per workflow and account, inside the hours, not twice in a row. */
export async function start(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = clockOf(context);
	const run = newRun(context, clock);
	const reason = await skipReason(context, run, clock);
	if (reason === null) return [[newItem({ run })], []];
	context.logger.info(`Run Guard: skipped: ${reason}`);
	return [[], [newItem({ run, skipped: true, reason })]];
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

async function skipReason(
	context: IExecuteFunctions,
	run: Run,
	clock: Clock,
): Promise<string | null> {
	const cache = await cacheOf(context);
	const options = context.getNodeParameter('options', 0, {}) as StartOptions;
	if (context.getMode() !== 'manual') {
		if (!isOpen(options.hours?.windows ?? [], clock.now(), clock.zone)) return '営業時間外です';
		const recent = await recentSuccess(cache, run, options.minimumMinutes ?? 0, clock);
		if (recent !== null) return recent;
	}
	if (options.takeOver && !isQueueMode()) await releaseDeadRun(cache, run);
	const lease = await cache.leases.acquire(runName(run), run.id, LEASE_MS);
	if (lease.ok) return null;
	return `前の実行 ${lease.holder} がまだ動いています (${formatTime(lease.until, clock.zone)} まで応答がなければ自動的に解除されます)`;
}

/** With workers, a run of another process may well be alive when this one starts. */
const isQueueMode = (): boolean => process.env.EXECUTIONS_MODE === 'queue';

/** n8n has just started: whoever holds the lease died with the process before. */
async function releaseDeadRun(cache: Cache, run: Run): Promise<void> {
	const lease = await cache.leases.current(runName(run));
	if (lease) await cache.leases.release(runName(run), lease.holder);
}

async function recentSuccess(
	cache: Cache,
	run: Run,
	minimumMinutes: number,
	clock: Clock,
): Promise<string | null> {
	if (minimumMinutes <= 0) return null;
	const { last_success_at: last } = await cache.runs.get(runName(run));
	if (last === null || clock.now() - last >= minimumMinutes * 60_000) return null;
	return `${formatTime(last, clock.zone)} に成功したばかりです (${minimumMinutes}分以内は再実行しません)`;
}
