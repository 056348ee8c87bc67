import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../lib/ledger/ledger';
import type { Run } from '../../lib/ledger/runs/run';
import { readRun } from '../../lib/n8n/items/run';
import { readSlimItem, type SlimItem } from '../../lib/n8n/items/slimItem';
import { isRound } from '../../lib/n8n/items/passRounds';
import { keepLast } from './addRounds';
import { leaveOutTold } from './leaveOutTold';
import { readUnmoved } from './readUnmoved';

/**
 * Gathers what a report is about: the items that came in, those that a sync left as they were, and the run.
 * @param skipTold leaves out the changes that another run has reported meanwhile
 */
export async function gatherItems(
	context: IExecuteFunctions,
	ledger: Ledger,
	{ skipTold }: { skipTold: boolean },
): Promise<{ items: SlimItem[]; run: Run | undefined }> {
	const input = context.getInputData();
	const first = readRun(input[0]);
	const all = input.filter((item) => !isRound(item)).map(readSlimItem);
	const found =
		first?.task === 'watch' ? keepLast(all) : [...(await readUnmoved(input, ledger)), ...all];
	const run = found.find((item) => item.run)?.run ?? first;
	return { items: skipTold ? await leaveOutTold(context, found) : found, run };
}
