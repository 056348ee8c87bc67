import type { IExecuteFunctions } from 'n8n-workflow';
import { withoutTold } from '../../lib/changes/detect';
import { cacheOf } from '../../lib/n8n/storeParameters';
import type { SlimItem } from '../BaseUpdate/slim';

/**
 * Takes out the changes that another run has told of since this one saw them: the watch tells what it
 * finds while a sync of an hour is still under way.
 */
export async function leaveOutTold(
	context: IExecuteFunctions,
	items: readonly SlimItem[],
): Promise<SlimItem[]> {
	const asins = items.filter(({ change }) => change !== null).map(({ asin }) => asin);
	if (asins.length === 0) return [...items];
	const documents = await (await cacheOf(context)).read(asins);
	return items.map((item) => {
		const told = documents.get(item.asin)?.reported?.[item.account];
		return item.change && told ? { ...item, change: withoutTold(item.change, told) } : item;
	});
}
