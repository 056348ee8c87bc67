import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../../lib/n8n/cancel';
import { getClock } from '../../../lib/n8n/clock';
import { failedItem } from '../../../lib/n8n/errors';
import { addParts, readPart } from '../../../lib/n8n/items/items';
import { readListing } from '../../../lib/n8n/items/readListing';
import { readRun } from '../../../lib/n8n/items/run';
import {
	brake as hideAll,
	makeStandIn,
	reportUnclear,
	type Braked,
	type Braking,
} from '../../../lib/shop/jobs/brake';
import type { ShopData } from '../../../lib/shop/shopData';
import { isEmpty, makeJobItem, passRunAlone, tellNothingToDo } from './jobItem';
import { isDryIn } from '../../../lib/n8n/parameters/modeParameter';
import { openJobOf } from './jobPorts';
import { readReturn } from '../parameters/brakeParameters';
import { makeMemoryPorts } from '../memoryPorts';

interface BrakedItem extends Braked {
	item: INodeExecutionData;
	index: number;
}

/** Hides everything that is on sale, account by account. */
export async function brake(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const braked: BrakedItem[] = [];
	context.getInputData().forEach((item, index) => {
		const odd = readPart(item, 'unreadable');
		const listing = readListing(item) ?? (odd && makeStandIn(odd));
		const asin = typeof item.json.asin === 'string' ? item.json.asin : null;
		if (isEmpty(item)) return;
		if (odd && !listing) output.push(addParts(item, index, { result: reportUnclear(odd) }));
		else if (listing) braked.push({ item, index, asin, listing });
		else output.push(failedItem(context, item, index, new Error(NO_LISTING)));
	});
	for (const [account, items] of Map.groupBy(braked, ({ listing }) => listing.account)) {
		const done = await hideAll(items, await makeBraking(context, data, account, items[0]!.item));
		done.forEach((each, place) => {
			// Items that were shown since stand behind the given ones, and came from none of them.
			const { item, index } = items[place] ?? items[0]!;
			output.push(makeJobItem(item, index, each));
		});
	}
	if (output.length > 0) return output;
	tellNothingToDo(context);
	return passRunAlone(context.getInputData()[0]);
}

async function makeBraking(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
	item: INodeExecutionData,
): Promise<Braking> {
	const { timestamp } = getClock();
	return {
		...(await openJobOf(context, data, account, readRun(item))),
		run: readRun(item)?.id ?? `brake-${timestamp()}`,
		reason: String(context.getNodeParameter('reason', 0, '') ?? '').trim(),
		until: readReturn(context),
		isDry: isDryIn(context, item),
		requireRunning: () => requireRunning(context),
		warn: makeMemoryPorts(context, data).warn,
	};
}

const NO_LISTING = '商品の listing がありません。BASE Listings の後にこのノードを置いてください。';
