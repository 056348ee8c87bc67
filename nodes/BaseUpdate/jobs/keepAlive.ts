import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../../lib/ledger/runs/run';
import { getClock, sleep } from '../../../lib/n8n/clock';
import { keepLease } from '../../../lib/n8n/lease';
import { logWarning } from '../../../lib/n8n/log';
import { formatTime } from '../../../lib/report/formatTime';
import type { UpdatePorts } from '../../../lib/shop/gate/writeEdits';
import { patientBudget } from '../../../lib/shop/patientBudget';
import type { ShopData } from '../../../lib/shop/shopData';

export type Sleep = (ms: number) => Promise<void>;

const KEPT = 'ここまでの変更はBASEに反映済みです。';
const MINUTE_MS = 60_000;

/** Prolongs the lease of a job's run once a minute: such a job may take hours. */
export function makeKeepAlive({ ledger }: ShopData, run: Run | undefined): () => Promise<void> {
	const { now } = getClock();
	let keptAt = -Infinity;
	return async () => {
		if (!run?.lease || now() - keptAt < MINUTE_MS) return;
		keptAt = now();
		await keepLease(ledger, { ...run, lease: run.lease }, KEPT);
	};
}

/** Sleeps in parts, so that the lease of a job that waits for the next hour does not run out. */
export const makeSleep =
	(context: IExecuteFunctions, keepAlive: () => Promise<void>): Sleep =>
	async (ms) => {
		for (let left = ms; left > 0; left -= MINUTE_MS) {
			await keepAlive();
			await sleep(Math.min(left, MINUTE_MS), context.getExecutionCancelSignal());
		}
	};

/** Waits for the next hour if the node says so, and logs until when. */
export function withPatience<Ports extends Pick<UpdatePorts, 'budget'>>(
	context: IExecuteFunctions,
	ports: Ports,
	{ account, sleep: sleepAlive }: { account: string; sleep: Sleep },
): Ports {
	if (context.getNodeParameter('waits', 0, true) !== true) return ports;
	const { now } = getClock();
	const budget = patientBudget(ports.budget, {
		now,
		sleep: sleepAlive,
		onWait: (until) =>
			logWarning(
				context,
				`BASE Update: ${account} has used up the hour's calls, going on at ${formatTime(until)}`,
			),
	});
	return { ...ports, budget };
}
