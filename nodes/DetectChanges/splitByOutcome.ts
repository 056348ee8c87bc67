import type { INodeExecutionData } from 'n8n-workflow';
import { readPart } from '../../lib/n8n/items/items';

/** Sorts the items into the node's outputs Changed, Unchanged and Held. */
export function splitByOutcome(results: readonly INodeExecutionData[]): INodeExecutionData[][] {
	const changed: INodeExecutionData[] = [];
	const unchanged: INodeExecutionData[] = [];
	const held: INodeExecutionData[] = [];
	for (const result of results) {
		const decision = readPart(result, 'decision');
		if (decision?.held) held.push(result);
		else if (result.json.change || (decision?.kinds.length ?? 0) > 0) changed.push(result);
		else unchanged.push(result);
	}
	return [changed, unchanged, held];
}
