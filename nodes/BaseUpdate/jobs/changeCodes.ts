import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../../lib/n8n/clock';
import { readOwnAmazonAccount } from '../../../lib/n8n/connections/amazonAccount';
import { readRun } from '../../../lib/n8n/items/run';
import { isDryIn } from '../../../lib/n8n/parameters/modeParameter';
import { readAsinList } from '../../../lib/listing/codes/asinList';
import type { NamedAtAmazon } from '../../../lib/listing/codes/recognition';
import { changeCode, type CodeWish } from '../../../lib/shop/codes/changeCode';
import type { ShopData } from '../../../lib/shop/shopData';
import { openClient } from '../../../lib/spApi/account';
import { getCatalogItems } from '../../../lib/spApi/catalog/getCatalogItems';
import { makeMemoryPorts } from '../memoryPorts';
import { connectShop } from '../ports';
import { makeJobItem } from './jobItem';
import { openJob } from './jobPorts';

/** Lets items sell other products: one output item for each input item. */
export async function changeCodes(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const wishes = items.map((_, index) => readWish(context, index));
	const { shop, job } = await openJob(context, data, items[0]);
	const changing = {
		...{ shop, job },
		writer: (await connectShop(context, data, shop.account, 'owner')).writer,
		nameAtAmazon: await openNames(context, data),
		run: readRun(items[0])?.id ?? `code-${getClock().timestamp()}`,
		isDry: isDryIn(context, items[0]),
		...makeMemoryPorts(context, data),
	};
	const output: INodeExecutionData[] = [];
	for (const [index, wish] of wishes.entries()) {
		output.push(makeJobItem(items[index]!, index, await changeCode(wish, changing)));
	}
	return output;
}

/** Read before anything is sent, so that a slip in one item changes none. */
function readWish(context: IExecuteFunctions, index: number): CodeWish {
	const itemId = Number(context.getNodeParameter('itemId', index, ''));
	if (!Number.isSafeInteger(itemId) || itemId <= 0) {
		throw new Error('Item ID が番号ではありません。BASEの商品IDを入れてください。');
	}
	const given = String(context.getNodeParameter('newAsin', index, '') ?? '');
	const [first, ...more] = readAsinList(given);
	if (!first?.asin || more.length > 0) {
		throw new Error(
			`New ASIN「${given.slice(0, 40)}」はASINではありません。10文字のASINを1つ入れてください。`,
		);
	}
	return { itemId, asin: first.asin };
}

async function openNames(
	context: IExecuteFunctions,
	{ ledger }: ShopData,
): Promise<(asin: string) => Promise<NamedAtAmazon | null>> {
	const { marketplace, ...amazon } = await readOwnAmazonAccount(context, ledger);
	const client = openClient({ marketplace, ...amazon });
	const signal = context.getExecutionCancelSignal();
	return async (asin) => {
		const found = (await getCatalogItems([asin], { client, marketplace, signal })).get(asin);
		if (!found || found.kind === 'failed') return null;
		return { title: found.kind === 'found' ? (found.info.title_ja ?? null) : null };
	};
}
