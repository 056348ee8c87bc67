import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ItemParts } from '../../../lib/n8n/items/parts/itemParts';
import { newItem } from '../../../lib/n8n/items/items';
import { readRun } from '../../../lib/n8n/items/run';
import { tellHolds } from '../../../lib/report/describeHold';
import type { JobStep } from '../../../lib/shop/jobs/job';
import { makeJobDecision } from '../../../lib/shop/jobs/jobDecision';

/** Makes the item that the report reads: the earlier listing, the task, and its result. */
export function makeJobItem(
	item: INodeExecutionData,
	index: number,
	{ asin, listing, edits, why, result: { held = [], ...outcome } }: JobStep,
): INodeExecutionData {
	const run = readRun(item);
	const { variation, ...shown } = listing;
	const parts: Partial<ItemParts> = {
		...(run ? { run } : {}),
		asin,
		listing: shown,
		...(variation ? { variation: { ...variation } } : {}),
		decision: tellHolds({ ...makeJobDecision(listing, edits, why), held_moves: held }),
		result: { ...outcome },
	};
	return newItem(parts, index);
}

/** n8n passes an empty item on if a filter let none through, and starts a lone node with one. */
export const isEmpty = ({ json }: INodeExecutionData): boolean => Object.keys(json).length === 0;

/** n8n calls such a run a success, so a hint next to it says that there was nothing to do. */
export function tellNothingToDo(context: IExecuteFunctions): void {
	context.addExecutionHints({
		message:
			'対象の商品がないため、BASEには何もしていません。このノードの前に BASE Listings を置いてください。',
		location: 'outputPane',
	});
}

/** Lets the following nodes still run, and report that there was nothing to do. */
export function passRunAlone(item: INodeExecutionData | undefined): INodeExecutionData[] {
	const run = readRun(item);
	return [newItem(run ? { run } : {})];
}
