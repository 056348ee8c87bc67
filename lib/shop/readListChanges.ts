import type { KnownShop, ShopItems } from '../ledger/shop/shopItems';
import type { Listing } from '../listing/listing';
import type { ShopReader } from './ports';

export interface ChangesReader {
	client: Pick<ShopReader, 'getNewestItems'>;
	account: string;
	items: Pick<ShopItems, 'read' | 'noteChanges'>;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Called after each page; may throw to stop. */
	onPage?: () => void;
}

/** A whole list shows deleted items too, so it must not be older than this, ms. */
const OLDEST_LIST_MS = 6 * 3_600_000;
/** Changes that came while a list was being read may be missing in it, ms. */
const LEEWAY_MS = 10 * 60_000;
/** A shop in which more changed is read as a whole. */
const MOST_PAGES = 5;

/**
 * Brings the known list of a shop up to date by reading only what changed since: one call for most shops, where the
 * whole list takes one for 100 items.
 * @returns the shop as it is now; null if its whole list has to be read
 * @throws the shop's refusal
 */
export async function readListChanges(reader: ChangesReader): Promise<KnownShop | null> {
	const { client, account, items, now, onPage } = reader;
	const known = await items.read(account);
	const age = now() - Date.parse(known?.read_at ?? '');
	// A list of the future was read under a wrong clock.
	if (known === null || !(age >= 0 && age <= OLDEST_LIST_MS)) return null;
	// By the shop's clock alone: ours may differ from it.
	const since = Date.parse(known.newest_change ?? '') - LEEWAY_MS;
	if (!Number.isFinite(since)) return null;
	const changed: Listing[] = [];
	for (let page = 0; page < MOST_PAGES; page++) {
		const { listings, unreadable } = await client.getNewestItems(changed.length);
		onPage?.();
		// An item that can't be read may hide those behind it.
		if (unreadable.length > 0 || listings.length === 0) return null;
		changed.push(...listings);
		const oldest = Date.parse(listings.at(-1)!.modified ?? '');
		if (!Number.isFinite(oldest)) return null;
		if (oldest < since) {
			await items.noteChanges(
				account,
				changed.filter((each) => isSince(each, since)),
			);
			return await items.read(account);
		}
	}
	return null;
}

const isSince = ({ modified }: Listing, since: number): boolean =>
	!(Date.parse(modified ?? '') < since);
