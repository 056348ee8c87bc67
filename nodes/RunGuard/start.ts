import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Pause } from '../../lib/ledger/pauses';
import { runName, type Run } from '../../lib/ledger/run';
import { getClock, type Clock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { nameRunner } from '../../lib/n8n/items/run';
import { logInfo } from '../../lib/n8n/log';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { describeSkip } from '../../lib/report/skipReason';
import { isHealthySkip, startRun, type StartRules } from '../../lib/shop/runs/startRun';
import { isOpen, type HourWindow } from '../../lib/watch/businessHours';
import { parseHours } from '../../lib/watch/parseHours';

interface StartOptions {
	hours?: { windows?: HourWindow[] };
	hoursText?: string;
	minimumMinutes?: number;
	takeOver?: boolean;
}

/** Run or Skip: one run at a time per workflow and account, inside the hours, not twice in a row. */
export async function start(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = getClock(context);
	const run = newRun(context, clock);
	const rules = readStartRules(context, clock);
	const data = await openShopData(context);
	const runner = nameRunner(context, run);
	const { skip, resumes, paused } = await startRun(run, runner, rules, { data, now: clock.now });
	if (skip === null) {
		if (resumes !== null) run.resumes = resumes;
		if (paused) tellPause(context, paused);
		return [[newItem({ run, ...(paused ? { paused } : {}) })], []];
	}
	const reason = describeSkip(skip, clock.zone);
	const skipped = { reason, isHealthySkip: isHealthySkip(skip), at: clock.now() };
	await data.ledger.runs.skipped(runName(run), runner, { ...skipped, isManual: rules.isManual });
	logInfo(context, `Run Guard: skipped: ${reason}`);
	return [[], [newItem({ run, skipped: true, reason })]];
}

function tellPause(context: IExecuteFunctions, { since, reason }: Pause): void {
	context.addExecutionHints({
		message: `この店への書き込みは停止中です (${reason}、${since} から)。データの取得だけを続け、更新は再開後に行います。`,
		location: 'outputPane',
	});
}

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

function readStartRules(context: IExecuteFunctions, clock: Clock): StartRules {
	const options = context.getNodeParameter('options', 0, {}) as StartOptions;
	// Read for a run by hand too: a mistake in the hours should show at once, not at night.
	const windows = [...(options.hours?.windows ?? []), ...parseHours(options.hoursText ?? '')];
	// With workers, a run of another process may well be alive when this one starts.
	const isQueueMode = process.env.EXECUTIONS_MODE === 'queue';
	return {
		isOpen: isOpen(windows, clock.now(), clock.zone),
		minimumMinutes: options.minimumMinutes ?? 0,
		takesOver: options.takeOver === true && !isQueueMode,
		isManual: context.getMode() === 'manual',
	};
}
