import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { limitAsins, orderStalestFirst } from '../../../lib/cache/order';
import { inChunks } from '../../../lib/listing/inChunks';
import type { Run } from '../../../lib/ledger/runs/run';
import { findAnswered } from '../../../lib/n8n/items/findAnswered';
import { addParts, newItem, readPart } from '../../../lib/n8n/items/items';
import { readShopItems } from '../../../lib/n8n/items/readShopItems';
import { readRun } from '../../../lib/n8n/items/run';
import { readOwnAsin } from '../../../lib/n8n/parameters/asinParameter';
import { openShopData } from '../../../lib/n8n/connections/openShopData';
import type { Operation } from '../../../lib/n8n/runOperation';
import { readNeededData, readOptions, readTtl } from '../parameters/readParameters';
import { findEntries } from './findEntries';

/** Items that a round of a sync asks about: five calls of Amazon's batch. */
const ROUND_SIZE = 100;

/**
 * Divides a sync whose items stay in the store into the rounds of its loop, the stalest items first. Anything else
 * goes to the operation.
 */
export const orderRounds =
	(operation: Operation): Operation =>
	async (context) => {
		const [item] = context.getInputData();
		const run = readRun(item);
		const round = item && readPart(item, 'slice');
		if (!round || round.asins || run === undefined || run.task === 'watch') {
			return await operation(context);
		}
		const { agesOnly } = readOptions(context);
		return agesOnly ? [await makeRounds(context, run)] : await operation(context);
	};

async function makeRounds(context: IExecuteFunctions, run: Run): Promise<INodeExecutionData[]> {
	const data = await openShopData(context);
	const { limit, leaveOutTexts } = readOptions(context);
	const groups = readNeededData(context);
	const ttl = readTtl(context, run);
	const now = Date.now;
	const items = ((await readShopItems(run.account, data)) ?? []).map((item) =>
		addParts(item, 0, { run }),
	);
	const asked = items.map(readOwnAsin);
	const needed = { groups, ttl, agesOnly: true, leaveOutTexts };
	const entries = await findEntries({ context, now }, data, asked, needed);
	const isAnswered = await findAnswered(items, data);
	const ordered = limitAsins(orderStalestFirst(entries, now()), limit || Infinity, isAnswered);
	const rounds = [...inChunks([...new Set(ordered.map(({ asin }) => asin))], ROUND_SIZE)];
	return rounds.map((asins, place) =>
		newItem({ run, slice: { number: place + 1, of: rounds.length, asins, ttl } }),
	);
}
