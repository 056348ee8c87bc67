import { readShopMemory } from '../../changes/guards/guard';
import { findTrusted, identityDrift } from '../../changes/guards/identity';
import { isHiddenByOwner } from '../../changes/guards/ownersHand';
import { makeCode } from '../../ledger/rules/ruleCode';
import { nameOfItem, type Listing } from '../../listing/listing';
import { findNeverEditable } from '../../listing/memory';
import type { Product } from '../tables/product';
import type { Stranger } from '../tables/readProducts';

/**
 * The words that the owner may say about an item that does not go by itself. `give_back`: its price by hand goes back to the
 * rule. `adopt`: the sync may show what the owner hid. `same_product`: the page at Amazon still sells it.
 * `this_one`: it is the product that its code seems to name.
 */
export type Word = 'give_back' | 'adopt' | 'same_product' | 'this_one';

/** A word that an item waits for, with the facts that the owner goes by. */
export interface OpenWord {
	word: Word;
	/** Names the item, and its product: rows of one item may sell several. */
	name: string;
	facts: Record<string, string | number | boolean | null>;
}

/** Names an item and its product, as a form does. */
const nameProduct = (
	asin: string,
	{ item_id, variation }: Pick<Listing, 'item_id' | 'variation'>,
): string => `${nameOfItem(item_id, variation)}:${asin}`;

/** Returns the number of the item that a name means; null for anything but a name. */
export function readItemOf(name: string): number | null {
	const id = /^(\d{1,15})(\/\d{1,15})?:[0-9A-Z]{10}$/.exec(name)?.[1];
	return id === undefined ? null : Number(id);
}

/** Finds the words that a product waits for. */
export function findWords({ asin, listing, decision, document, override }: Product): OpenWord[] {
	// An item that the owner never wants touched waits for nothing.
	if (override.neverTouch) return [];
	const name = nameProduct(asin, listing);
	const memory = readShopMemory(document, listing);
	// BASE lets nobody edit it by its interface.
	if (findNeverEditable(memory, listing) !== null) return [];
	const isByHand = decision.held_moves.some(({ guard }) => guard === 'owners_price');
	// After a price of ours, the same price by hand is another one.
	const since = { written: memory.last_written?.price_at ?? null };
	const trusted = findTrusted(document, listing);
	const now = { title: document?.title_ja ?? null, brand: document?.brand ?? null };
	const isChanged = trusted !== null && identityDrift(trusted, now) !== null;
	return [
		...(isByHand
			? [{ word: 'give_back', name, facts: { price: listing.price, ...since } } as const]
			: []),
		...(isHiddenByOwner(listing, memory)
			? [{ word: 'adopt', name, facts: { modified: listing.modified } } as const]
			: []),
		...(isChanged ? [{ word: 'same_product', name, facts: now } as const] : []),
	];
}

/** Finds the word that an item waits for whose code only seems to name a product; null if it waits for none. */
export function findWordOfStranger({
	listing,
	asin,
	document,
	override,
}: Stranger): OpenWord | null {
	if (asin === null || override.neverTouch) return null;
	const { recognition } = readShopMemory(document, listing);
	const amazon = document?.title_ja ?? recognition?.amazon_title ?? null;
	return {
		word: 'this_one',
		name: nameProduct(asin, listing),
		facts: { title: listing.title, amazon },
	};
}

/** Names an open word as the owner was shown it: with other facts it has another seal. */
export const sealWord = ({ word, name, facts }: OpenWord): string =>
	makeCode(name, { word, facts });

/** Names all open words of a kind as the owner was shown them. */
export const sealWords = (opens: readonly OpenWord[]): string =>
	makeCode('all', opens.map((open) => `${open.name} ${sealWord(open)}`).sort());
