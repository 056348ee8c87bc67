import type { ShopItems } from '../../ledger/shop/shopItems';
import { mapListing } from '../../listing/codes/mapListing';
import type { Listing } from '../../listing/listing';

/** An item that a search found. */
export interface FoundItem {
	account: string;
	item_id: number;
	/** One for each product that the item sells, in the order of its rows; empty if its code names none. */
	asins: string[];
	title: string;
	/** Yen. */
	price: number;
	visible: boolean;
}

export interface FoundItems {
	/** The best matches. */
	items: FoundItem[];
	/** How many items match. */
	total: number;
}

/** Where an ASIN stands in the addresses of Amazon's pages, as people copy them. */
const AMAZON_PAGE = /amazon\.co\.jp\/.*?\b(?:dp|gp\/product|asin)\/([a-z0-9]{10})\b/i;

/**
 * Searches the stored items of an account for all words of a query: in titles, codes, ASINs and numbers, as people
 * type them. An item whose number, code or ASIN is the query comes first.
 * @param query also the address of a page at Amazon; an empty one finds every item
 * @param most how many items to return
 */
export async function findItems(
	items: Pick<ShopItems, 'read'>,
	account: string,
	query: string,
	most: number,
): Promise<FoundItems> {
	const shop = await items.read(account);
	if (!shop) return { items: [], total: 0 };
	const pattern = shop.pattern === null ? undefined : new RegExp(shop.pattern);
	const words = readWords(query);
	const found = shop.listings.flatMap((listing) => {
		const asins = findAsins(listing, pattern);
		const names = listNames(listing, asins);
		const text = [listing.title, ...names].map(fold).join('\n');
		if (!words.every((word) => text.includes(word))) return [];
		return [{ listing, asins, isNamed: words.length === 1 && names.map(fold).includes(words[0]!) }];
	});
	const ordered = [
		...found.filter(({ isNamed }) => isNamed),
		...found.filter(({ isNamed }) => !isNamed),
	];
	return { items: ordered.slice(0, most).map(toFound), total: found.length };
}

function readWords(query: string): string[] {
	const page = AMAZON_PAGE.exec(query.normalize('NFKC'));
	if (page) return [fold(page[1]!)];
	return fold(query)
		.split(/\s+/)
		.filter((word) => word !== '');
}

/** Full-width letters, half-width kana, capitals: people type them in any form. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

function findAsins(listing: Listing, pattern: RegExp | undefined): string[] {
	const map = mapListing(listing, pattern);
	if (map.kind === 'unmapped') return [];
	return map.kind === 'whole' ? [map.asin] : [...new Set(map.rows.map(({ asin }) => asin))];
}

const listNames = ({ item_id, identifier, variations }: Listing, asins: string[]): string[] => [
	...[String(item_id), identifier],
	...asins,
	...variations.flatMap((row) => [row.identifier, row.title]),
];

const toFound = ({ listing, asins }: { listing: Listing; asins: string[] }): FoundItem => ({
	account: listing.account,
	item_id: listing.item_id,
	asins,
	title: listing.title,
	price: listing.price,
	visible: listing.visible,
});
