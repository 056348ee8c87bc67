import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { parseAsin } from '../../lib/listing/codes/asin';
import type { ItemResult } from '../../lib/n8n/items/parts/itemParts';
import { readPart } from '../../lib/n8n/items/items';
import { readCandidate } from '../../lib/n8n/items/readCandidate';
import { readRun } from '../../lib/n8n/items/run';
import { keepLease } from '../../lib/n8n/lease';
import { describeMalformedAsin } from '../../lib/n8n/parameters/asinParameter';
import { isDryIn } from '../../lib/n8n/parameters/modeParameter';
import { draftListing, type DraftRules } from '../../lib/shop/newItems/draftListing';
import { refuse, type Registrar } from '../../lib/shop/newItems/registrar';
import type { ShopData } from '../../lib/shop/shopData';

const KEPT = '登録済みの商品はそのままです。';

interface RegisterPorts {
	data: ShopData;
	registrar: Registrar;
	rules: DraftRules;
}

/** Adds one item to the shop if it passes the gates; its run must still be the one that rules. */
export async function registerItem(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	{ data, registrar, rules }: RegisterPorts,
): Promise<ItemResult> {
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
}
