import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { getClock, sleep } from '../../../lib/n8n/clock';
import { findAccountName, openShopPorts } from '../../../lib/n8n/connections/shopConnection';
import { describeError } from '../../../lib/n8n/errors';
import { readRun } from '../../../lib/n8n/items/run';
import { logWarning } from '../../../lib/n8n/log';
import { locatorValue } from '../../../lib/n8n/parameters/locator';
import { formatTime } from '../../../lib/report/formatTime';
import type { Gate } from '../../../lib/shop/gate/gate';
import type { UpdatePorts } from '../../../lib/shop/gate/writeEdits';
import { Job, type JobShop } from '../../../lib/shop/jobs/job';
import { patientBudget } from '../../../lib/shop/patientBudget';
import type { ShopData } from '../../../lib/shop/shopData';
import { openGate } from '../openGate';
import { makeUpdatePorts } from '../ports';

/** A job of a person's, and the shop that it works on. */
export interface OpenJob {
	shop: JobShop;
	job: Job;
}

/** Opens the shop that the node names, for a job that must finish by itself, whatever the hour's limit. */
export async function openJob(
	context: IExecuteFunctions,
	data: ShopData,
	item: INodeExecutionData | undefined,
): Promise<OpenJob> {
	const given = locatorValue(context, 'account');
	const connection = await openShopPorts(context);
	const account = await findAccountName(connection, given || readRun(item)?.account || '');
	return await openJobOf(context, data, account);
}

/** The same, for a shop whose name is known. */
export async function openJobOf(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<OpenJob> {
	const ports = withPatience(context, await makeUpdatePorts(context, data, account), account);
	const { client, budget } = ports;
	const { now } = getClock();
	const gate = openGate(context, data, () => Promise.resolve(ports));
	return { shop: { account, client, data, budget, now }, job: makeJob(context, gate) };
}

/** Waits for the next hour if the node says so, and logs until when. */
function withPatience<Ports extends Pick<UpdatePorts, 'budget'>>(
	context: IExecuteFunctions,
	ports: Ports,
	account: string,
): Ports {
	if (context.getNodeParameter('waits', 0, true) !== true) return ports;
	const { now } = getClock();
	const budget = patientBudget(ports.budget, {
		now,
		sleep: async (ms) => await sleep(ms, context.getExecutionCancelSignal()),
		onWait: (until) =>
			logWarning(
				context,
				`BASE Update: ${account} has used up the hour's calls, going on at ${formatTime(until)}`,
			),
	});
	return { ...ports, budget };
}

/**
 * Makes a job that a person started: it stops with the execution, and waits for the next hour if the node
 * says so.
 */
const makeJob = (context: IExecuteFunctions, gate: Gate): Job =>
	new Job({
		gate,
		requireRunning: () => requireRunning(context),
		waits: context.getNodeParameter('waits', 0, true) === true,
		sleep: async (ms) => await sleep(ms, context.getExecutionCancelSignal()),
		describe: describeError,
	});
