import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Pause } from '../../lib/ledger/pauses';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { nameRunner } from '../../lib/n8n/items/run';
import { watchEnd } from '../../lib/n8n/liveness';
import { logInfo } from '../../lib/n8n/log';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { savesEachRun } from '../../lib/n8n/savedRuns';
import { readSchedule } from '../../lib/n8n/schedule/readSchedule';
import { describeSkip } from '../../lib/report/skipReason';
import { tellEndedRuns } from '../../lib/shop/notices/endedRuns';
import { noteLongRun } from '../../lib/shop/notices/noteLongRun';
import { toDeadRun } from '../../lib/shop/runs/closeRun';
import { releaseEnded } from '../../lib/shop/runs/finishRun';
import { nameRun } from '../../lib/shop/runs/nameRun';
import { findTimes } from '../../lib/shop/runs/findTimes';
import { findShopRules } from '../../lib/shop/runs/shopRules';
import { noteSkip, startRun } from '../../lib/shop/runs/startRun';
import { isForm, settleRoom, tellProblem } from './room';
import { makeRun, readAccount, readHours, readRulesFrom, readStartRules } from './startParameters';

/** Run or Skip: one run at a time per shop and task, inside the hours, not twice in a row. */
export async function start(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clock = getClock();
	const data = await openShopData(context);
	const account = readAccount(context);
	const rulesFrom = readRulesFrom(context);
	const known = rulesFrom ? await findShopRules(data.ledger.rules, account) : null;
	const places = { rulesFrom, isManual: context.getMode() === 'manual', known };
	const { room, ...trouble } = await settleRoom(context, data.ledger, account, places);
	const made = { ...(await makeRun(context, clock, { room, ...data.ledger })), ...trouble };
	const hours = readHours(context);
	const schedule = readSchedule(context, clock);
	const lease = await nameRun(data.ledger, made);
	const run = { ...made, lease, ...(await findTimes(data.ledger, lease, schedule)) };
	if (rulesFrom === 'book' && known?.isDry) run.dry_run = true;
	if (run.task === 'watch' && schedule) run.next_start = schedule.next_starts[0];
	const rules = {
		...readStartRules(context, { clock, places, interval: run.interval }),
		...(schedule ? { schedule } : {}),
	};
	const runner = nameRunner(context, run);
	const started = await startRun(run, runner, rules, { data, now: clock.now });
	const { skip, resumes, closed, paused } = started;
	if (skip === null) {
		watchEnd(context, run.id, async () => await releaseEnded(run.id, data));
		await tellEndedRuns(data.ledger, run, closed, rules.isManual);
		if (resumes !== null) run.resumes = resumes;
		if (closed.length > 0) run.closed_runs = closed.map(toDeadRun);
		if (resumes !== null || closed.length > 0) tell(context, GOES_ON);
		if (paused) tell(context, describePause(paused));
		if (run.room_problem) tellProblem(context, run.room_problem);
		if (hours.problem !== null) tellProblem(context, hours.problem);
		if (schedule && savesEachRun(context)) tell(context, SAVES_EACH_RUN);
		return [[newItem({ run, ...(paused ? { paused } : {}) })], []];
	}
	const reason = describeSkip(skip);
	const { isManual } = rules;
	await noteSkip(run, runner, { rules, skip, reason }, { data, now: clock.now });
	if (!isManual) await noteLongRun(data.ledger, run, skip, clock.now());
	// By hand a run that does nothing must not look like a success; a form shows the reason on its page.
	if (isManual && !isForm(context)) throw new Error(reason);
	logInfo(context, `Run Guard: skipped: ${reason}`);
	return [[], [newItem({ run, skipped: true, reason })]];
}

const GOES_ON = '前の実行が途中で止まっていたので、続きから始めます';

const SAVES_EACH_RUN =
	'n8nは、このワークフローの成功した実行もすべて保存する設定です。商品が1万件のとき、データベースが1日に50MBほど増えます。右上の「…」の Settings で「Save successful production executions」を「Do not save」にし、もう一度 Publish してください。失敗した実行は残り、Executions で探せます';

const describePause = ({ since, reason }: Pause): string =>
	`このショップへの書き込みは停止中です (${reason}、${since} から)。データの取得だけを続け、更新は再開後に行います。`;

const tell = (context: IExecuteFunctions, message: string): void =>
	context.addExecutionHints({ message, location: 'outputPane' });
