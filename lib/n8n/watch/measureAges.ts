import type { ItemLooks } from '../../freshness/looks';
import type { SliceCounts } from '../../freshness/slice';
import { readListing } from '../items/readListing';
import type { WatchedShop } from './watchedItems';

/** Measures how old the shop's prices are: of what is hidden nobody buys anything. */
export function measureAges(
	{ products }: WatchedShop,
	looksOf: (asin: string) => ItemLooks,
	now: number,
): Pick<SliceCounts, 'oldest_age_seconds' | 'never_confirmed'> {
	const onSale = [...products.values()].filter(({ items }) =>
		items.some((item) => readListing(item)!.visible),
	);
	const times = onSale.map(({ asin }) => looksOf(asin).confirmed);
	const known = times.filter((at) => at > 0);
	const oldest = known.reduce((one, other) => Math.min(one, other), now);
	return {
		oldest_age_seconds: known.length === 0 ? null : Math.floor((now - oldest) / 1000),
		never_confirmed: times.length - known.length,
	};
}
