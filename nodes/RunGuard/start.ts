import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Pause } from '../../lib/ledger/pauses';
import { runName } from '../../lib/ledger/runs/run';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { nameRunner } from '../../lib/n8n/items/run';
import { logInfo } from '../../lib/n8n/log';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { describeSkip } from '../../lib/report/skipReason';
import { findShopRules } from '../../lib/shop/runs/shopRules';
import { isHealthySkip, startRun } from '../../lib/shop/runs/startRun';
import { settleRoom, tellRoomProblem } from './room';
import { makeRun, readAccount, readStartRules } from './startParameters';

/** Run or Skip: one run at a time per workflow and account, inside the hours, not twice in a row. */
export async function start(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = getClock(context);
	const data = await openShopData(context);
	const { room, ...trouble } = await settleRoom(context, data.ledger, readAccount(context));
	const run = { ...makeRun(context, clock, room), ...trouble };
	const known =
		run.rules_from === 'book' ? await findShopRules(data.ledger.rules, run.account) : null;
	if (known?.isDry) run.dry_run = true;
	const rules = readStartRules(context, clock, known?.values.business_hours ?? '');
	const runner = nameRunner(context, run);
	const { skip, resumes, paused } = await startRun(run, runner, rules, { data, now: clock.now });
	if (skip === null) {
		if (resumes !== null) run.resumes = resumes;
		if (paused) tellPause(context, paused);
		if (run.room_problem) tellRoomProblem(context, run.room_problem);
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
