import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseAsin } from '../../lib/listing/codes/asin';
import { requireRunning } from '../../lib/n8n/cancel';
import { clockOf } from '../../lib/n8n/clock';
import { shopClientOf } from '../../lib/n8n/connections/shopConnection';
import { candidateOf } from '../../lib/n8n/items/candidatePart';
import { addParts, partOf } from '../../lib/n8n/items/items';
import { runOf } from '../../lib/n8n/items/run';
import { keepLease } from '../../lib/n8n/lease';
import { logInfo } from '../../lib/n8n/log';
import { malformedAsin } from '../../lib/n8n/parameters/asinParameter';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import { patternOf } from '../../lib/n8n/parameters/patternParameter';
import { draftListing } from '../../lib/shop/newItems/draftListing';
import { newItemRecords } from '../../lib/shop/newItems/newItemRecords';
import { refuse, Registrar } from '../../lib/shop/newItems/registrar';
import type { ShopData } from '../../lib/shop/shopData';
import { readWholeList } from '../../lib/shop/wholeList';
import { createOptionsOf, draftRulesOf } from './parameters/createParameters';
import { connectionOf, memoryPortsOf } from './ports';

const KEPT = '登録済みの商品はそのままです。';

/** Adds each item that passes the gates to the shop, and tells of each what became of it. */
export async function create(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const rules = draftRulesOf(context, clockOf(context).now());
	const registrar = await openRegistrar(context, data, items[0]);
	const register = async (item: INodeExecutionData) => {
		const asin = parseAsin(item.json.asin);
		if (asin === null) return refuse(malformedAsin(String(item.json.asin ?? '')));
		const run = runOf(item);
		return await registrar.register({
			asin,
			run: run?.id ?? 'manual',
			drafting: draftListing(candidateOf(asin, item), rules),
			offerFetchedAt: partOf(item, 'offer')?.fetched_at ?? null,
			why: partOf(item, 'decision')?.why ?? [],
			isDry: isDryIn(context, item),
			stillMine: async () => {
				if (run?.lease) await keepLease(data.ledger, { ...run, lease: run.lease }, KEPT);
			},
		});
	};
	const output: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		requireRunning(context);
		output.push(addParts(item, index, { result: await register(item) }));
		if ((index + 1) % 100 === 0) logInfo(context, `BASE Update: ${index + 1} new items seen`);
	}
	return output;
}

/** Everything about the shop is read once, before the first item. */
async function openRegistrar(
	context: IExecuteFunctions,
	data: ShopData,
	first: INodeExecutionData | undefined,
): Promise<Registrar> {
	const given = runOf(first)?.account ?? '';
	const { client, account } = await shopClientOf(context, given, data.ledger);
	const onPage = () => requireRunning(context);
	const list = await readWholeList({ client, account, ledger: data.ledger.lists, onPage });
	const records = newItemRecords(data, clockOf(context));
	return new Registrar({
		...memoryPortsOf(context, data),
		account,
		list,
		pattern: patternOf(createOptionsOf(context).pattern),
		create: { ...(await connectionOf(context, data, account)), records },
	});
}
