import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { failedItem } from '../../lib/n8n/errors';
import { addParts } from '../../lib/n8n/items/items';
import { makeSlimItem } from '../../lib/n8n/items/slimItem';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import { tellHolds } from '../../lib/report/describeHold';
import type { EditResult } from '../../lib/shop/gate/intent';
import { orderBySend } from '../../lib/shop/gate/order';
import type { JobResult } from '../../lib/shop/jobs/job';
import type { ShopData } from '../../lib/shop/shopData';
import { planItem, type PlannedItem } from './planItem';
import { openGate } from './openGate';

/** An outcome, and the decision if the gate made it anew. */
type Outcome = JobResult & Pick<EditResult, 'decision'>;

/** Sends each item's edits, the most urgent first, and adds the outcome as `result`. */
export async function update(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const { slim } = context.getNodeParameter('options', 0, {}) as { slim?: boolean };
	const planned = context.getInputData().map(planItem);
	const outcomes = await carryOut(context, data, planned);
	return planned.map(({ item, index }, position) => {
		const outcome = outcomes[position]!;
		if (outcome instanceof Error) return failedItem(context, item, index, outcome);
		const { action, edits, error, decision } = outcome;
		const complete = addParts(item, index, {
			...(decision ? { decision: tellHolds(decision) } : {}),
			result: { action, edits, error },
		});
		return slim ? makeSlimItem(complete, index) : complete;
	});
}

async function carryOut(
	context: IExecuteFunctions,
	data: ShopData,
	planned: readonly PlannedItem[],
): Promise<Array<Outcome | Error>> {
	const outcomes: Array<Outcome | Error> = planned.map(({ intent, held }) =>
		intent instanceof Error ? intent : { action: held ? 'held' : 'none', edits: {}, error: null },
	);
	const gate = openGate(context, data);
	const toSend = planned.flatMap(({ item, intent }, position) =>
		intent && !(intent instanceof Error) ? [{ item, intent, position }] : [],
	);
	try {
		for (const { item, intent, position } of orderBySend(toSend)) {
			requireRunning(context);
			outcomes[position] = isDryIn(context, item)
				? { action: 'dry_run', edits: intent.edits, error: null }
				: await gate.send(intent);
		}
	} finally {
		await gate.close();
	}
	return outcomes;
}
