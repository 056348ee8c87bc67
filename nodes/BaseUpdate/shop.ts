import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { CallBudget } from '../../lib/baseShop/budget';
import { BaseShopClient } from '../../lib/baseShop/client';
import { patientBudget } from '../../lib/shop/patientBudget';
import { Job, type JobShop } from '../../lib/shop/jobs/job';
import { requireRunning } from '../../lib/n8n/cancel';
import type { MemoryPorts } from '../../lib/shop/edits/neverEditable';
import { messageOf } from '../../lib/n8n/errors';
import type { UpdatePorts } from '../../lib/shop/edits/updateListing';
import type { ShopData } from '../../lib/shop/shopData';
import { clockOf, sleep } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { locatorValue } from '../../lib/n8n/parameters/locator';
import { runOf } from '../../lib/n8n/items/run';
import { accountNameOf, shopPortsOf } from '../../lib/n8n/connections/shopConnection';
import { editRecords } from '../../lib/shop/edits/editRecords';
import { logWarning } from '../../lib/n8n/log';

/** The way to one account, and what may still be called on it. */
export interface Connection {
	client: BaseShopClient;
	budget: CallBudget;
}

export async function connectionOf(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<Connection> {
	const { now } = clockOf(context);
	return {
		client: new BaseShopClient(account, await shopPortsOf(context)),
		budget: new CallBudget({ counts: data.ledger.quotas, account, now }),
	};
}

/** Under an account's name, with the run's own budget. */
export async function updatePortsOf(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<UpdatePorts> {
	const { timestamp } = clockOf(context);
	const connection = await connectionOf(context, data, account);
	return { ...connection, records: editRecords(data, timestamp) };
}

/** For a job that is to come to its end by itself, whatever the hour's limit. */
export async function shopOf(
	context: IExecuteFunctions,
	data: ShopData,
	item: INodeExecutionData | undefined,
): Promise<JobShop> {
	const given = locatorValue(context, 'account');
	const connection = await shopPortsOf(context);
	const account = await accountNameOf(connection, given || runOf(item)?.account || '');
	const ports = await updatePortsOf(context, data, account);
	const client = new BaseShopClient(account, connection);
	const { now } = clockOf(context);
	return { account, client, data, ports: patient(context, ports, account), now };
}

/** Waits for the next hour where the node says so, and tells the log until when. */
export function patient(
	context: IExecuteFunctions,
	ports: UpdatePorts,
	account: string,
): UpdatePorts {
	if (context.getNodeParameter('waits', 0, true) !== true) return ports;
	const { now, zone } = clockOf(context);
	const budget = patientBudget(ports.budget, {
		now,
		sleep: async (ms) => await sleep(ms, context.getExecutionCancelSignal()),
		onWait: (until) =>
			logWarning(
				context,
				`BASE Update: ${account} has used up the hour's calls, going on at ${formatTime(until, zone)}`,
			),
	});
	return { ...ports, budget };
}

/** For notes beside the work: one that fails costs a line in the log. */
export function memoryPortsOf(context: IExecuteFunctions, data: ShopData): MemoryPorts {
	const warn: MemoryPorts['warn'] = (what, error) =>
		logWarning(context, `BASE Update: ${what}: ${messageOf(error)}`);
	return { data, timestamp: clockOf(context).timestamp, warn };
}

/** A job of a person's: it stops with the execution, and waits for the next hour where the node says so. */
export const jobOn = (context: IExecuteFunctions, updates: UpdatePorts): Job =>
	new Job({
		updates,
		requireRunning: () => requireRunning(context),
		waits: context.getNodeParameter('waits', 0, true) === true,
		sleep: async (ms) => await sleep(ms, context.getExecutionCancelSignal()),
		describe: messageOf,
	});
