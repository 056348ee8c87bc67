import type { INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../../lib/ledger/ledger';
import { readPart } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import type { SlimItem } from '../../lib/n8n/items/slimItem';

/** Reads the items that a sync left as they were: they did not come out of its loop. */
export async function readUnmoved(
	input: readonly INodeExecutionData[],
	{ unmoved }: Pick<Ledger, 'unmoved'>,
): Promise<SlimItem[]> {
	const round = input.find((item) => readPart(item, 'slice') !== undefined);
	const run = readRun(round);
	if (!round || !run) return [];
	const rounds = readPart(round, 'slice')!.of;
	return (await unmoved.read({ account: run.account, run: run.id }, rounds)) as SlimItem[];
}
