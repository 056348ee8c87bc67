import type { CacheDocument } from '../../cache/document';
import type { HeldMove } from '../../changes/decision';
import { readShopMemory } from '../../changes/guards/guard';
import { findTrusted, identityDrift } from '../../changes/guards/identity';
import type { ListKind } from '../../ledger/desk/itemLists';
import { isDead } from '../../listing/gone';
import { composeTitle, type Listing } from '../../listing/listing';
import { findNeverEditable } from '../../listing/memory';
import type { Offer } from '../../listing/offer';
import type { Product } from '../tables/product';
import { readProducts, type ProductPorts, type Stranger } from '../tables/readProducts';
import { findWordOfStranger, findWords, type OpenWord, type Word } from '../words/openWords';

/** An item that does not go by itself, with the facts of it. */
export interface Listed {
	kind: ListKind;
	item_id: number;
	/** Empty if its code names no product. */
	asin: string;
	title: string;
	/** Since when, ISO 8601 with offset; null = not known. */
	since: string | null;
	/** The moves that wait; of `held` and `by_hand` alone. */
	held: HeldMove[];
	/** Amazon's title of the product that the code seems to name; null = none is known. */
	amazonTitle: string | null;
	/** BASE's reason; of `closed` alone. */
	reason: string | null;
	/** Amazon's last answer; of `hidden` alone. */
	status: Offer['status'] | null;
	/** The owner's own floor that it is below, yen; absent = it is below its costs. */
	ownFloor?: number;
	/** How the product changed; of `changed` alone. */
	drift: string | null;
	/** The word of the owner's that it waits for; null = none. */
	word: OpenWord | null;
}

/** Finds all items of a shop that do not go by themselves; null if its list was never read. */
export async function findListed(
	account: string,
	ports: Omit<ProductPorts, 'only' | 'rules' | 'onStranger'>,
): Promise<Listed[] | null> {
	const strangers: Listed[] = [];
	const onStranger = (stranger: Stranger): void => void strangers.push(...toStranger(stranger));
	const list = await readProducts(account, { ...ports, onStranger });
	return list && [...list.products.flatMap(toListed), ...strangers];
}

const nothing = {
	...{ since: null, held: [], amazonTitle: null, reason: null },
	...{ status: null, drift: null, word: null },
};

function toStranger(stranger: Stranger): Listed[] {
	const { listing, asin, document, override } = stranger;
	const base = { ...nothing, item_id: listing.item_id, asin: asin ?? '', title: listing.title };
	if (asin === null) return [{ ...base, kind: 'unmapped' }];
	// The owner has said that it is none of Amazon's.
	if (override.neverTouch) return [];
	const { recognition } = readShopMemory(document, listing);
	const amazonTitle = document?.title_ja ?? recognition?.amazon_title ?? null;
	return [{ ...base, kind: 'unrecognised', amazonTitle, word: findWordOfStranger(stranger) }];
}

/** By hand first: what waits for nothing but the owner's own hand is no question. */
function toListed(product: Product): Listed[] {
	const { asin, listing, decision, document, offer } = product;
	const base = { ...nothing, item_id: listing.item_id, asin, title: composeTitle(listing) };
	const reason = findNeverEditable(readShopMemory(document, listing), listing);
	if (reason !== null) return [{ ...base, kind: 'closed', reason }];
	const opens = findWords(product);
	const openOf = (word: Word) => opens.find((each) => each.word === word) ?? null;
	const held = decision.held_moves.filter(({ quiet }) => !quiet);
	// A price by hand that was told before waits for the same word.
	const byHand = decision.held_moves.filter(
		({ guard, quiet }) => guard === 'owners_price' || (!quiet && guard.startsWith('owners_')),
	);
	const found: Listed[] = [];
	if (isDead(document?.gone)) {
		found.push({ ...base, kind: 'dead', since: document?.gone?.since ?? null });
	} else if (document?.failing_since) {
		found.push({ ...base, kind: 'no_answer', since: document.failing_since });
	}
	if (decision.stop === 'below_floor') found.push({ ...base, kind: 'below_floor' });
	if (decision.stop === 'own_floor' && decision.floor !== null) {
		found.push({ ...base, kind: 'below_floor', ownFloor: decision.floor });
	}
	const hidden = openOf('adopt');
	if (hidden) found.push({ ...base, kind: 'hidden', status: offer.status, word: hidden });
	const changed = openOf('same_product');
	if (changed) {
		const drift = describeDrift(document, listing);
		const amazonTitle = document?.title_ja ?? null;
		found.push({ ...base, kind: 'changed', drift, amazonTitle, word: changed });
	}
	const rest = held.filter(({ guard }) => guard !== 'identity');
	if (byHand.length > 0) {
		found.push({ ...base, kind: 'by_hand', held: byHand, word: openOf('give_back') });
	} else if (rest.length > 0) found.push({ ...base, kind: 'held', held: rest });
	return found;
}

/** The names of the product as it was trusted and as it is now. */
function describeDrift(document: CacheDocument | null, listing: Listing): string | null {
	const { title_ja: title = null, brand = null } = document ?? {};
	const trusted = findTrusted(document, listing);
	return trusted && identityDrift(trusted, { title, brand });
}
