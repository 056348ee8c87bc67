import type { CacheDocument } from '../../cache/document';
import { readShopMemory } from '../../changes/guards/guard';
import { calmShop } from '../../changes/situation';
import { mapListing } from '../../listing/codes/mapListing';
import { inChunks } from '../../listing/inChunks';
import type { Listing } from '../../listing/listing';
import type { ShopMemory } from '../../listing/memory';
import type { PriceOverride } from '../../listing/pricing/rule';
import { readShopRules } from '../runs/shopRules';
import type { ShopData } from '../shopData';
import { makeProduct, type DecidingRules, type Product, type ShopFacts } from './product';

/** The products of a shop by its last whole list. */
export interface ProductList {
	/** When the list was read, ISO 8601 with offset. */
	listedAt: string;
	products: Product[];
}

const CHUNK = 500;

export interface ProductPorts {
	data: ShopData;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Called after each chunk of 500 products; may throw to stop. */
	onChunk?: () => void;
	/** The rules to decide by; absent = those that rule. */
	rules?: DecidingRules;
	/** Numbers of the only items to read; absent = all. */
	only?: ReadonlySet<number>;
	/** Hears of items that are no product of the sync's: their code is none, or proves nothing. */
	onStranger?: (stranger: Stranger) => void;
}

/** An item that no run edits. */
export interface Stranger {
	/** The owner's settings of the item; empty if there are none. */
	override: PriceOverride;
	listing: Listing;
	/** The product that its code seems to name; null = it names none. */
	asin: string | null;
	/** The cache's record of that product; null if Amazon was never asked. */
	document: CacheDocument | null;
}

/** Reads the products of an account without asking the shop or Amazon; null if its list was never read. */
export async function readProducts(
	account: string,
	ports: ProductPorts,
): Promise<ProductList | null> {
	const { data, now, onChunk, only, onStranger } = ports;
	const { ledger } = data;
	const shop = await ledger.items.read(account);
	if (!shop) return null;
	const pattern = shop.pattern === null ? undefined : new RegExp(shop.pattern);
	const facts: ShopFacts = {
		rules: ports.rules ?? (await readShopRules(ledger.rules, account)),
		answers: await ledger.questions.answers(account),
		// Counts and ages belong to a run: they say nothing about what an item is.
		shop: { ...calmShop, isBraked: (await ledger.brakes.get(account)) !== null },
		now: now(),
	};
	const products: Product[] = [];
	const listings = shop.listings.filter(({ item_id }) => only === undefined || only.has(item_id));
	const named = listings.flatMap((listing) => {
		const found = findProducts(listing, pattern);
		const override = facts.rules.values.items[listing.item_id] ?? {};
		if (found.length === 0) onStranger?.({ listing, asin: null, document: null, override });
		return found;
	});
	for (const chunk of inChunks(named, CHUNK)) {
		const documents = await data.cache.read([...new Set(chunk.map(({ asin }) => asin))]);
		for (const { asin, listing, isDoubtful } of chunk) {
			const document = documents.get(asin);
			if (isDoubtful && !isProduct(readShopMemory(document ?? null, listing))) {
				const override = facts.rules.values.items[listing.item_id] ?? {};
				onStranger?.({ listing, asin, document: document ?? null, override });
				continue;
			}
			products.push(makeProduct(asin, listing, document, facts));
		}
		onChunk?.();
	}
	return { listedAt: shop.read_at, products };
}

interface NamedProduct {
	asin: string;
	listing: Listing;
	/** The code alone is no proof that the item is this product. */
	isDoubtful: boolean;
}

function findProducts(listing: Listing, pattern: RegExp | undefined): NamedProduct[] {
	const map = mapListing(listing, pattern);
	if (map.kind === 'unmapped') return [];
	if (map.kind === 'whole') {
		return [{ asin: map.asin, listing, isDoubtful: map.doubt !== undefined }];
	}
	// Two rows of one product are one line of a list.
	const rows = new Map(map.rows.toReversed().map((row) => [row.asin, row]));
	return [...rows.values()].reverse().map(({ asin, variation }) => ({
		asin,
		listing: { ...listing, variation },
		isDoubtful: false,
	}));
}

/**
 * True if the title named the product, the owner handed the item over, or a price was made from it. The brake
 * hides the owner's own goods too, so an edit alone proves nothing.
 */
const isProduct = ({ recognition, adopted_at, last_written }: ShopMemory): boolean =>
	recognition?.agrees === true || !!adopted_at || last_written?.price !== undefined;
