import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { getClock } from '../../../lib/n8n/clock';
import { findAccountName, openShopPorts } from '../../../lib/n8n/connections/shopConnection';
import { describeError } from '../../../lib/n8n/errors';
import { readRun } from '../../../lib/n8n/items/run';
import type { Run } from '../../../lib/ledger/runs/run';
import { locatorValue } from '../../../lib/n8n/parameters/locator';
import type { Gate } from '../../../lib/shop/gate/gate';
import { Job, type JobShop } from '../../../lib/shop/jobs/job';
import type { ShopData } from '../../../lib/shop/shopData';
import { openGate } from '../openGate';
import { makeKeepAlive, makeSleep, withPatience, type Sleep } from './keepAlive';
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
	return await openJobOf(context, data, account, readRun(item));
}

/** The same, for a shop whose name is known. */
export async function openJobOf(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
	run: Run | undefined,
): Promise<OpenJob> {
	const keepAlive = makeKeepAlive(data, run);
	const sleepAlive = makeSleep(context, keepAlive);
	const update = await makeUpdatePorts(context, data, account);
	const ports = withPatience(context, update, { account, sleep: sleepAlive });
	const { client, budget } = ports;
	const { now } = getClock();
	const gate = openGate(context, data, () => Promise.resolve(ports));
	const job = makeJob(context, gate, { keepAlive, sleep: sleepAlive });
	return { shop: { account, client, data, budget, now }, job };
}

/**
 * Makes a job that a person started: it stops with the execution, and waits for the next hour if the node
 * says so.
 */
const makeJob = (
	context: IExecuteFunctions,
	gate: Gate,
	alive: { keepAlive: () => Promise<void>; sleep: Sleep },
): Job =>
	new Job({
		...alive,
		gate,
		requireRunning: () => requireRunning(context),
		waits: context.getNodeParameter('waits', 0, true) === true,
		describe: describeError,
	});
