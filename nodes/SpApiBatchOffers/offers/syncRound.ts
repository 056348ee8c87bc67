import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Run } from '../../../lib/ledger/runs/run';
import { settleUnmoved } from '../../../lib/n8n/decisions/settleUnmoved';
import { addParts, readPart } from '../../../lib/n8n/items/items';
import type { Round } from '../../../lib/n8n/items/parts/round';
import { readRound } from '../../../lib/n8n/items/readRound';
import { readOwnAsin } from '../../../lib/n8n/parameters/asinParameter';
import { openShopData } from '../../../lib/n8n/connections/openShopData';
import { offerItems } from './getOffers';

export interface SyncRound {
	context: IExecuteFunctions;
	item: INodeExecutionData;
	/** The item's place. */
	index: number;
	round: Round;
	run: Run;
}

/**
 * Works on one round of a sync: asks about its items, stores those that stay as they are, and returns the others,
 * and last the round itself: a round without an item would end n8n's loop.
 */
export async function syncRound(given: SyncRound): Promise<INodeExecutionData[]> {
	const { context, item, index, round, run } = given;
	const data = await openShopData(context);
	const { asins = [], ttl, ...rest } = round;
	const items = await readRound(run, { asins, ttl: ttl! }, data);
	const asked = items.map((each) => readOwnAsin(each, index));
	const offered = await offerItems(context, asked);
	const fetch = offered[0] && readPart(offered[0], 'fetch');
	const answered = offered.map((each) => markAsked(each, index, run));
	const moved = await settleUnmoved(context, answered, { run, number: round.number }, data);
	return [...moved, addParts(item, index, { slice: rest, ...(fetch ? { fetch } : {}) })];
}

/** The calls are the round's, not its first item's. */
function markAsked(item: INodeExecutionData, index: number, { id }: Run): INodeExecutionData {
	const marked = addParts(item, index, { asked_in: id });
	delete marked.json.fetch;
	return marked;
}
