import type { IExecuteFunctions } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { withoutTold } from '../../lib/changes/detect';
import { ownValue } from '../../lib/listing/memory';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import type { SlimItem } from '../../lib/n8n/items/slimItem';

/**
 * Removes the changes that another run has reported meanwhile: the watch reports its findings while an
 * hour-long sync is still running. The baseline that a change was measured against proves nothing.
 */
export async function leaveOutTold(
	context: IExecuteFunctions,
	items: readonly SlimItem[],
): Promise<SlimItem[]> {
	const asins = items.filter(({ change }) => change !== null).map(({ asin }) => asin);
	if (asins.length === 0) return [...items];
	const documents = await (await openShopData(context)).cache.read(asins);
	return items.map((item) => withoutWhatIsTold(item, documents.get(item.asin)));
}

function withoutWhatIsTold(item: SlimItem, document: CacheDocument | undefined): SlimItem {
	const told = ownValue(document?.reported, item.account);
	if (!item.change || !told || told.at === item.change.old_told_at) return item;
	// The other run confirmed the item later than this one, so this run's finding is outdated.
	const isOver = isLater(document?.price_updated_at, item.price_updated_at);
	return { ...item, change: isOver ? null : withoutTold(item.change, told) };
}

const isLater = (one: string | null | undefined, other: string | null): boolean =>
	Date.parse(one ?? '') > Date.parse(other ?? '');
