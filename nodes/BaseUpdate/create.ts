import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseAsin } from '../../lib/listing/codes/asin';
import { requireRunning } from '../../lib/n8n/cancel';
import { getClock } from '../../lib/n8n/clock';
import { readCandidate } from '../../lib/n8n/items/readCandidate';
import { addParts, readPart } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import { keepLease } from '../../lib/n8n/lease';
import { logInfo } from '../../lib/n8n/log';
import { describeMalformedAsin } from '../../lib/n8n/parameters/asinParameter';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import { draftListing } from '../../lib/shop/newItems/draftListing';
import { refuse } from '../../lib/shop/newItems/registrar';
import type { ShopData } from '../../lib/shop/shopData';
import { openRegistrar } from './openRegistrar';
import { readDraftRules } from './parameters/createParameters';

const KEPT = '登録済みの商品はそのままです。';

/** Adds each item that passes the gates to the shop, and reports the result of each. */
export async function create(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const { registrar, blocked } = await openRegistrar(context, data, items[0]);
	const rules = { ...readDraftRules(context, getClock().now()), blocked };
	const register = async (item: INodeExecutionData) => {
		const asin = parseAsin(item.json.asin);
		if (asin === null) return refuse(describeMalformedAsin(String(item.json.asin ?? '')));
		const run = readRun(item);
		return await registrar.register({
			asin,
			run: run?.id ?? 'manual',
			drafting: draftListing(readCandidate(asin, item), rules),
			offer: readPart(item, 'offer') ?? null,
			rules: readPart(item, 'decision')?.version ?? null,
			why: readPart(item, 'decision')?.why ?? [],
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
