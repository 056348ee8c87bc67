import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requireRunning } from '../../lib/n8n/cancel';
import { getClock } from '../../lib/n8n/clock';
import { addParts } from '../../lib/n8n/items/items';
import { logInfo } from '../../lib/n8n/log';
import type { ShopData } from '../../lib/shop/shopData';
import { openRegistrar } from './openRegistrar';
import { readDraftRules } from './parameters/createParameters';
import { registerItem } from './registerItem';

/** Adds each item that passes the gates to the shop, and reports the result of each. */
export async function create(
	context: IExecuteFunctions,
	data: ShopData,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const { registrar, blocked, footer } = await openRegistrar(context, data, items[0]);
	const own = readDraftRules(context, getClock().now());
	const rules = { ...own, blocked, footer: own.footer || footer };
	const output: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		requireRunning(context);
		const result = await registerItem(context, item, { data, registrar, rules });
		output.push(addParts(item, index, { result }));
		if ((index + 1) % 100 === 0) logInfo(context, `BASE Update: ${index + 1} new items seen`);
	}
	return output;
}
