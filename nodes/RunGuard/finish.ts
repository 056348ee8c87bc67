import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import { getClock, toTimestamp } from '../../lib/n8n/clock';
import { describeError } from '../../lib/n8n/errors';
import { addFields } from '../../lib/n8n/items/items';
import { readFigures, readReport, type ReportParts } from '../../lib/n8n/items/reportItem';
import { nameRunner } from '../../lib/n8n/items/run';
import { logWarning } from '../../lib/n8n/log';
import { findNodesAhead } from '../../lib/n8n/messageStep';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { readSchedule } from '../../lib/n8n/schedule/readSchedule';
import { makeRunRow, readEndedRows } from '../../lib/report/tables/runRow';
import { noteForeignZone } from '../../lib/shop/notices/noteForeignZone';
import { noteRecovery } from '../../lib/shop/notices/noteEndedRun';
import { failRun, findName, finishRun } from '../../lib/shop/runs/finishRun';

/** Ends a run: releases the lease, remembers the success, and adds the history row. */
export async function finish(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [item] = context.getInputData();
	const run = context.getNodeParameter('run', 0) as Run | undefined;
	if (!item || typeof run?.id !== 'string') {
		throw new Error(
			'実行の情報 (run) がありません。Run Guard の Start から始まる流れの最後に置き、Run 欄に実行の情報を渡してください。',
		);
	}
	const data = await openShopData(context);
	const { now } = getClock();
	const runner = nameRunner(context, run);
	const report = readReport(item);
	const figures = readFigures(report, run);
	const telling = report.has_changes ? 'due' : 'none';
	const history = makeRunRow({
		run,
		figures,
		workflow: runner.workflow,
		finishedAt: now(),
		telling,
	});
	if (context.getNodeParameter('failed', 0, false) === true) {
		const reason = describeFailure(report);
		await failRun(run, { reason, telling }, { data, now });
		const row = { ...history, result: `失敗: ${reason}` };
		return [[addFields(item, 0, { history: row, histories: [row] })]];
	}
	await finishRun(
		{ run, runner, figures, telling },
		{
			data,
			now,
			warn: (what, error) => logWarning(context, `Run Guard: ${what}: ${describeError(error)}`),
		},
	);
	await noteForeignZone(data.ledger, {
		...{ run, workflow: runner.workflow },
		...{ schedule: readSchedule(context, { now }), zone: context.getTimezone() },
	});
	const name = await findName(run, data);
	const { room, room_problem } = run;
	const hasMessage = Boolean(report.has_changes) && (room !== '' || room_problem === undefined);
	// Without a message the steps after this one have nothing to do.
	const ahead = hasMessage ? findNodesAhead(context) : new Set<string>();
	const ended = await noteRecovery(data.ledger, name, run, ahead);
	const recovered = ended && { reason: ended.reason, since: toTimestamp(ended.since) };
	const ended_runs = await readEndedRows(data.ledger, run);
	const base = { history, histories: [history, ...ended_runs], room, has_message: hasMessage };
	const runs = [run, ...(run.closed_runs ?? [])].map(({ id }) => id);
	const notices = report.notices && { notices: { ...report.notices, runs } };
	return [[addFields(item, 0, { ...base, ...notices, ...(recovered ? { recovered } : {}) })]];
}

/** n8n's error output passes the failure on in one of these shapes. */
function describeFailure({ error }: Partial<ReportParts>): string {
	const message = typeof error === 'string' ? error : error?.message;
	return typeof message === 'string' ? message : '原因不明';
}
