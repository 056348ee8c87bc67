import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { decideOne } from '../../lib/n8n/decisions/decideOne';
import { openDecisions } from '../../lib/n8n/decisions/openDecisions';
import { failedItem } from '../../lib/n8n/errors';
import { splitByOutcome } from './splitByOutcome';

/** Decides item by item, and sorts the items by outcome if the node says so. */
export async function decideItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const rules = await openDecisions(context, items);
	const results = items.map((item, index) => {
		try {
			return decideOne(item, index, rules);
		} catch (error) {
			return failedItem(context, item, index, error);
		}
	});
	const { splitOutputs } = context.getNodeParameter('options', 0, {}) as { splitOutputs?: boolean };
	return splitOutputs ? splitByOutcome(results) : [results];
}
