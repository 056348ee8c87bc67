import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../lib/ledger/runs/run';
import { newItem } from '../../lib/n8n/items/items';
import { makeSlices } from '../../lib/n8n/watch/slice';

/**
 * Returns the rounds of a loop whose items stay in the store, or the mark from which TTL Cache makes them; null if
 * the items themselves are wanted.
 * @param run as the list completed it
 * @param isListed the whole list was read, and has items
 */
export function makeRounds(
	context: IExecuteFunctions,
	run: Run,
	isListed: boolean,
): INodeExecutionData[] | null {
	const isManual = context.getMode() === 'manual';
	if (wantsSlices(context)) return makeSlices(run, isManual);
	// A person looks at the items on the way, and at few of them.
	const isMarked = readOutput(context) === 'mark' && isListed && !isManual;
	return isMarked ? [newItem({ run, slice: { number: 1, of: 1 } })] : null;
}

/** True if the node opens a watch. */
export const wantsSlices = (context: IExecuteFunctions): boolean =>
	readOutput(context) === 'slices';

const readOutput = (context: IExecuteFunctions): unknown =>
	context.getNodeParameter('operation', 0) === 'getAll'
		? context.getNodeParameter('output', 0, 'items')
		: 'items';
