import type { Block, BlockLists } from './blockLists';
import { findWords } from './words';

/** The names of a product. A title or brand that is not known is null, absent or empty. */
export interface BlockedProduct {
	/** Empty if no product is known. */
	asin: string;
	/** The shop's title; empty for a product that it does not sell yet. */
	title: string;
	/** Its names at Amazon; null if Amazon was never asked. */
	amazon: { title_ja?: string | null; brand?: string | null } | null;
}

/** Finds the first entry that a product matches; null if it matches none. */
export function findBlock(
	{ asins, brands, words, action }: BlockLists,
	{ asin, title, amazon }: BlockedProduct,
): Block | null {
	const sameAsin = asins.find((entry) => asin !== '' && readAsin(entry) === asin);
	if (sameAsin !== undefined) return { by: 'asin', entry: sameAsin, action };
	const brand = amazon?.brand ?? '';
	const titles = [amazon?.title_ja ?? '', title];
	const ofBrand = findFirst(brand.trim() === '' ? titles : [brand], brands);
	if (ofBrand !== null) return { by: 'brand', entry: ofBrand, action };
	const ofWord = findFirst([...titles, brand], words);
	return ofWord === null ? null : { by: 'word', entry: ofWord, action };
}

const readAsin = (typed: string): string => typed.normalize('NFKC').trim().toUpperCase();

/** A break keeps the end of one text and the beginning of the next from making a word together. */
const findFirst = (texts: readonly string[], entries: readonly string[]): string | null =>
	entries.length === 0 ? null : (findWords(texts.join('\n'), entries)[0] ?? null);
