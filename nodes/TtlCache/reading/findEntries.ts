import type { CacheDocument, DataGroup } from '../../../lib/cache/document';
import {
	collectAges,
	judgeFreshness,
	type DocumentFreshness,
	type TimeToLive,
} from '../../../lib/cache/freshness';
import { readAged } from '../../../lib/cache/readAged';
import { withoutTexts } from '../../../lib/cache/withoutTexts';
import { requireRunning } from '../../../lib/n8n/cancel';
import type { ShopData } from '../../../lib/shop/shopData';
import type { AsinItem, Work } from '../items';
import type { ReadOptions } from '../parameters/readParameters';

export interface Entry extends AsinItem {
	freshness: DocumentFreshness;
	failedAt: string | undefined;
	failingSince: string | null | undefined;
	document: CacheDocument | null | undefined;
}

interface Needed extends Pick<ReadOptions, 'agesOnly' | 'leaveOutTexts'> {
	ttl: TimeToLive;
	/** The data whose age counts. */
	groups: readonly DataGroup[];
}

/** Returns the items with the ages of their data, and with the data unless only ages are wanted. */
export async function findEntries(
	{ context, now: getNow }: Pick<Work, 'context' | 'now'>,
	data: ShopData,
	items: AsinItem[],
	{ groups, ttl, agesOnly, leaveOutTexts }: Needed,
): Promise<Entry[]> {
	const found = await readAged(data.cache, [...new Set(items.map(({ asin }) => asin))], {
		agesOnly,
		onChunk: () => requireRunning(context),
	});
	const now = getNow();
	return items.map((item): Entry => {
		const { summary, document } = found.get(item.asin)!;
		return {
			...item,
			freshness: judgeFreshness(summary?.ages ?? collectAges(undefined), ttl, now, groups),
			failedAt: summary?.failed_at,
			failingSince: summary?.failing_since,
			document: document && leaveOutTexts ? withoutTexts(document) : document,
		};
	});
}
