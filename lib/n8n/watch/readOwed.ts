import { isUndelivered, limitUndelivered } from '../../changes/undelivered';
import type { Run } from '../../ledger/runs/run';
import type { Listing } from '../../listing/listing';
import { findStop } from '../../shop/gate/stopped';
import { readNoted } from '../../shop/notices/readNoted';
import type { ShopData } from '../../shop/shopData';
import { getClock } from '../clock';
import { readListing } from '../items/readListing';
import type { WatchedShop } from './watchedItems';

/**
 * Returns the ASINs whose last answer is still owed to the shop or its owner, as many as a slice takes. To be asked
 * once a run: an edit that BASE refuses must not be tried each minute.
 */
export async function readOwed(
	{ account }: Pick<Run, 'account'>,
	shop: WatchedShop,
	{ ledger }: Pick<ShopData, 'ledger'>,
	thresholdYen: number,
): Promise<string[]> {
	const [noted, stop] = await Promise.all([
		readNoted(ledger, account),
		findStop(ledger, account, { edits: null, writer: 'run' }),
	]);
	const owed = findOwed(shop, noted, {
		thresholdYen,
		isStopped: stop !== null,
		now: getClock().now(),
	});
	return limitUndelivered(owed, 0, shop.listed.size);
}

/**
 * Returns the products whose last answer never reached the shop or its owner, or that the shop shows against it.
 * @param noted ASINs that a message yet to come is about
 */
function findOwed(
	{ products }: WatchedShop,
	noted: ReadonlySet<string>,
	{ thresholdYen, isStopped, now }: { thresholdYen: number; isStopped: boolean; now: number },
): string[] {
	return [...products.values()].flatMap(({ asin, items, facts, isAtRisk: isWrong }) => {
		const isOwed = (listing: Listing) =>
			isUndelivered(listing, facts, { thresholdYen, isNoted: noted.has(asin), now });
		return (isWrong && !isStopped) || items.some((item) => isOwed(readListing(item)!))
			? [asin]
			: [];
	});
}
