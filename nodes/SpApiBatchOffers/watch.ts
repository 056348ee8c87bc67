import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { addParts, readPart } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import { watchSlice } from '../../lib/n8n/watch/watchSlice';
import { knownBefore } from './knownBefore';
import { syncRound } from './offers/syncRound';
import { readOwnAsin } from '../../lib/n8n/parameters/asinParameter';
import type { CutRules } from '../../lib/changes/addsRisk';

/**
 * Works on the rounds of a watch or a sync, and passes on what moved with one item a round; other items pass
 * unchanged.
 */
export async function watchItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (const [index, item] of context.getInputData().entries()) {
		const round = readPart(item, 'slice');
		const run = readRun(item);
		if (!round || !run) results.push(addParts(item, index, {}));
		else if (run.task === 'watch')
			results.push(...(await watchSlice({ context, item, index, slice: round, run, readKnown })));
		else results.push(...(await syncRound({ context, item, index, round, run })));
	}
	return results;
}

const readKnown = (items: readonly INodeExecutionData[], cutRules: CutRules | null) =>
	knownBefore(items.map(readOwnAsin), cutRules);
