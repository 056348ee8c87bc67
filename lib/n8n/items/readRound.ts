import type { INodeExecutionData } from 'n8n-workflow';
import { collectAges, judgeFreshness, type TimeToLive } from '../../cache/freshness';
import { withoutTexts } from '../../cache/withoutTexts';
import type { Run } from '../../ledger/runs/run';
import type { ShopData } from '../../shop/shopData';
import { getClock } from '../clock';
import { addParts } from './items';
import { readShopItems } from './readShopItems';

/**
 * Returns the items of a sync's round in its order, as the shop shows them now, each with what is known of its
 * product. An item that the shop no longer has is not among them.
 */
export async function readRound(
	run: Run,
	{ asins, ttl }: { asins: readonly string[]; ttl: TimeToLive },
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const all = Map.groupBy((await readShopItems(run.account, data)) ?? [], ({ json }) => json.asin);
	const documents = await data.cache.read(asins);
	const now = getClock().now();
	return asins.flatMap((asin) => {
		const document = documents.get(asin);
		const freshness = judgeFreshness(collectAges(document), ttl, now);
		// Documents are shared with the store, and items may be changed further on.
		const cached = document ? structuredClone(withoutTexts(document)) : null;
		return (all.get(asin) ?? []).map((item) => addParts(item, 0, { run, cached, freshness }));
	});
}
