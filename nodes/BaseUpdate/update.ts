import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { riskRank } from '../../lib/shop/edits/planEdit';
import { EditSender } from '../../lib/shop/edits/sendEdits';
import type { ShopData } from '../../lib/shop/shopData';
import { requireRunning } from '../../lib/n8n/cancel';
import { getClock } from '../../lib/n8n/clock';
import { failedItem } from '../../lib/n8n/errors';
import { addParts } from '../../lib/n8n/items/items';
import type { JobResult } from '../../lib/shop/jobs/job';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import { planItem, type PlannedItem } from './planItem';
import { makeMemoryPorts, makeUpdatePorts } from './ports';
import { makeSlimItem } from '../../lib/n8n/items/slimItem';

/** Sends each item's edits, hides and raises first, and adds the outcome as `result`. */
export async function update(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const { slim } = context.getNodeParameter('options', 0, {}) as { slim?: boolean };
	const planned = context.getInputData().map(planItem);
	const results = await carryOut(context, data, planned);
	return planned.map(({ item, index }, position) => {
		const result = results[position];
		if (result instanceof Error) return failedItem(context, item, index, result);
		const complete = addParts(item, index, { result });
		return slim ? makeSlimItem(complete, index) : complete;
	});
}

async function carryOut(
	context: IExecuteFunctions,
	data: ShopData,
	planned: readonly PlannedItem[],
): Promise<Array<JobResult | Error>> {
	const results: Array<JobResult | Error> = planned.map(({ plan, held }) =>
		plan instanceof Error ? plan : { action: held ? 'held' : 'none', edits: {}, error: null },
	);
	const sender = new EditSender({
		...makeMemoryPorts(context, data),
		now: getClock(context).now,
		refused: keepRefusedAccounts(context),
		portsOf: async (account) => await makeUpdatePorts(context, data, account),
	});
	const toSend = planned
		.flatMap(({ item, plan }, position) =>
			plan && !(plan instanceof Error) ? [{ item, plan, position }] : [],
		)
		.sort((a, b) => riskRank(a.plan) - riskRank(b.plan));
	for (const { item, plan, position } of toSend) {
		requireRunning(context);
		results[position] = isDryIn(context, item)
			? { action: 'dry_run', edits: plan.edits, error: null }
			: await sender.send(plan);
	}
	return results;
}

/** n8n keeps the node's context for one execution, over all rounds of a loop. */
function keepRefusedAccounts(context: IExecuteFunctions): Record<string, string> {
	const memory = context.getContext('node') as { refusedAccounts?: Record<string, string> };
	memory.refusedAccounts ??= {};
	return memory.refusedAccounts;
}
