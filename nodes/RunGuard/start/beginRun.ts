import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Pause } from '../../../lib/ledger/stops/pauses';
import { newItem } from '../../../lib/n8n/items/items';
import { watchEnd } from '../../../lib/n8n/liveness';
import { savesEachRun } from '../../../lib/n8n/savedRuns';
import { tellEndedRuns } from '../../../lib/shop/notices/endedRuns';
import { toDeadRun } from '../../../lib/shop/runs/closeRun';
import { releaseEnded } from '../../../lib/shop/runs/finishRun';
import type { NamedRun, Started, StartRules } from '../../../lib/shop/runs/startRun';
import type { ShopData } from '../../../lib/shop/shopData';
import { tellProblem } from '../room';
import { readHours } from './startHours';

interface BegunRun {
	run: NamedRun;
	started: Started;
	rules: StartRules;
	/** Whether the workflow has a trigger whose schedule can be read. */
	hasSchedule: boolean;
}

/** Lets a run begin: its end is watched, and what came before it is told. */
export async function beginRun(
	context: IExecuteFunctions,
	{ run, started, rules, hasSchedule }: BegunRun,
	data: ShopData,
): Promise<INodeExecutionData[][]> {
	const { resumes, closed, paused } = started;
	const { problem } = readHours(context);
	watchEnd(context, run.id, async () => await releaseEnded(run.id, data));
	await tellEndedRuns(data.ledger, run, closed, rules.isManual);
	if (resumes !== null) run.resumes = resumes;
	if (closed.length > 0) run.closed_runs = closed.map(toDeadRun);
	if (resumes !== null || closed.length > 0) tell(context, GOES_ON);
	if (paused) tell(context, describePause(paused));
	if (run.room_problem) tellProblem(context, run.room_problem);
	if (problem !== null) tellProblem(context, problem);
	if (hasSchedule && savesEachRun(context)) tell(context, SAVES_EACH_RUN);
	return [[newItem({ run, ...(paused ? { paused } : {}) })], []];
}

const GOES_ON = '前の実行が途中で止まっていたので、続きから始めます';

const SAVES_EACH_RUN =
	'n8nは、このワークフローの成功した実行もすべて保存する設定です。商品が1万件のとき、データベースが1日に50MBほど増えます。右上の「…」の Settings で「Save successful production executions」を「Do not save」にし、もう一度 Publish してください。失敗した実行は残り、Executions で探せます';

const describePause = ({ since, reason }: Pause): string =>
	`このショップへの書き込みは停止中です (${reason}、${since} から)。データの取得だけを続け、更新は再開後に行います。`;

const tell = (context: IExecuteFunctions, message: string): void =>
	context.addExecutionHints({ message, location: 'outputPane' });
