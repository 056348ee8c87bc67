import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openShopClient } from '../../lib/n8n/connections/shopConnection';
import { nameRunner, readRun } from '../../lib/n8n/items/run';
import { readShopName } from '../../lib/n8n/parameters/accountOption';
import { readPattern } from '../../lib/n8n/parameters/patternParameter';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { runOperation, type Operation } from '../../lib/n8n/runOperation';
import { requireOnlyCopy } from '../../lib/shop/runs/requireOnlyCopy';
import { makeUnreadableItem, mapListings } from '../../lib/n8n/items/mapListings';
import type { Read } from './readChanged';
import { readers } from './readers';
import { makeRounds } from './makeRounds';
import { makeEmptyError, tellCounts } from './tellOutcome';
import { completeRun } from './completeRun';

interface ListingsOptions {
	account?: string;
	pattern?: string;
	keepUnmapped?: boolean;
	splitUnmapped?: boolean;
}

const operations: Record<string, Operation> = Object.fromEntries(
	Object.entries(readers).map(([name, read]) => [
		name,
		async (context: IExecuteFunctions) => await listItems(context, read),
	]),
);

export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[][]> =>
	await runOperation(context, operations);

/** Lists the shop's items, each with the ASIN of its code; unclear and unreadable ones separately. */
async function listItems(context: IExecuteFunctions, read: Read): Promise<INodeExecutionData[][]> {
	const options = context.getNodeParameter('options', 0, {}) as ListingsOptions;
	const pattern = readPattern(options.pattern);
	const run = readRun(context.getInputData()[0]);
	const data = await openShopData(context);
	const account = readShopName(options.account) || run?.account || '';
	const shop = await openShopClient(context, account, data.ledger);
	if (run) {
		const isManual = context.getMode() === 'manual';
		const { workflow: name } = nameRunner(context, run);
		await requireOnlyCopy(data.ledger, { run, name, account: shop.account, isManual });
	}
	const found = await read({ context, data, ...shop });
	const { listings, unreadable, failures } = found;

	const { mapped, unmapped } = mapListings(listings, pattern);
	const odd = unreadable.map(makeUnreadableItem);
	const beside = [...unmapped, ...odd];
	const { keepUnmapped } = options;
	if (mapped.length === 0 && beside.length > 0 && !keepUnmapped) {
		throw makeEmptyError(context, unmapped, odd);
	}
	if (run) {
		const counts = { mapped: mapped.length, unmapped: unmapped.length };
		const completed = await completeRun(context, run, { ...shop, data, found, counts });
		const rounds = makeRounds(context, completed, found.isWhole && mapped.length > 0);
		if (rounds !== null) return [rounds];
		for (const item of [...mapped, ...beside]) item.json = { run: completed, ...item.json };
	}
	tellCounts(context, mapped.length, unmapped, odd);
	if (options.splitUnmapped) return [[...mapped, ...failures], beside];
	return [[...mapped, ...(keepUnmapped ? beside : []), ...failures]];
}
