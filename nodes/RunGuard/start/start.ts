import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock, sleep } from '../../../lib/n8n/clock';
import { nameRunner } from '../../../lib/n8n/items/run';
import { openShopData } from '../../../lib/n8n/connections/openShopData';
import { readSchedule } from '../../../lib/n8n/schedule/readSchedule';
import { findTimes } from '../../../lib/shop/runs/findTimes';
import { nameRun } from '../../../lib/shop/runs/nameRun';
import { findShopRules } from '../../../lib/shop/runs/shopRules';
import { startRun } from '../../../lib/shop/runs/startRun';
import { settleRoom } from '../room';
import { beginRun } from './beginRun';
import { makeRun } from './makeRun';
import { skipRun } from './skipRun';
import { readAccount, readRulesFrom } from './startParameters';
import { readStartRules } from './startRules';

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
	const started = await startRun(run, runner, rules, {
		data,
		now: clock.now,
		sleep: async (ms) => await sleep(ms, context.getExecutionCancelSignal()),
	});
	if (started.skip !== null) {
		return await skipRun(context, { run, runner, rules, skip: started.skip }, data);
	}
	const hasSchedule = schedule !== null;
	return await beginRun(context, { run, started, rules, hasSchedule }, data);
}
