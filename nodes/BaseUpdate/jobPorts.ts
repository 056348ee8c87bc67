import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { BaseShopClient } from '../../lib/baseShop/client';
import { requireRunning } from '../../lib/n8n/cancel';
import { getClock, sleep } from '../../lib/n8n/clock';
import { findAccountName, openShopPorts } from '../../lib/n8n/connections/shopConnection';
import { describeError } from '../../lib/n8n/errors';
import { readRun } from '../../lib/n8n/items/run';
import { logWarning } from '../../lib/n8n/log';
import { locatorValue } from '../../lib/n8n/parameters/locator';
import { formatTime } from '../../lib/report/formatTime';
import type { UpdatePorts } from '../../lib/shop/edits/updateListing';
import { Job, type JobShop } from '../../lib/shop/jobs/job';
import { patientBudget } from '../../lib/shop/patientBudget';
import type { ShopData } from '../../lib/shop/shopData';
import { makeUpdatePorts } from './ports';

/** For a job that must finish by itself, whatever the hour's limit. */
export async function openJobShop(
	context: IExecuteFunctions,
	data: ShopData,
	item: INodeExecutionData | undefined,
): Promise<JobShop> {
	const given = locatorValue(context, 'account');
	const connection = await openShopPorts(context);
	const account = await findAccountName(connection, given || readRun(item)?.account || '');
	const ports = await makeUpdatePorts(context, data, account);
	const client = new BaseShopClient(account, connection);
	const { now } = getClock(context);
	return { account, client, data, ports: withPatience(context, ports, account), now };
}

/** Waits for the next hour if the node says so, and logs until when. */
export function withPatience(
	context: IExecuteFunctions,
	ports: UpdatePorts,
	account: string,
): UpdatePorts {
	if (context.getNodeParameter('waits', 0, true) !== true) return ports;
	const { now, zone } = getClock(context);
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

/**
 * Makes a job that a person started: it stops with the execution, and waits for the next hour if the node
 * says so.
 */
export const makeJob = (context: IExecuteFunctions, updates: UpdatePorts): Job =>
	new Job({
		updates,
		requireRunning: () => requireRunning(context),
		waits: context.getNodeParameter('waits', 0, true) === true,
		sleep: async (ms) => await sleep(ms, context.getExecutionCancelSignal()),
		describe: describeError,
	});
