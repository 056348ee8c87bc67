import { readIdentifier } from './identifier';
import type { Listing, ListingVariation } from '../listing';

/** The parts of an item that it is recognised by. */
export type Recognisable = Pick<Listing, 'identifier' | 'title'> & {
	/** Each row may sell a different product; absent if none could be read. */
	variations?: ReadonlyArray<Pick<ListingVariation, 'identifier'>>;
};

/** Items of a shop that already sell an ASIN, or may do so. */
export interface ListedItems<Item> {
	/** Their code says that they sell it. */
	sure: Item[];
	/** Their code is not clear, but it or the title names the ASIN. */
	possible: Item[];
}

/**
 * Looks items up by their ASIN. Items with an unclear code count too: a code with two ASINs, in small
 * letters or without separators must not let a product be listed twice.
 * @param pattern the shop's own format of a code, as for `readIdentifier`
 */
export function indexByAsin<Item extends Recognisable>(
	items: readonly Item[],
	pattern?: RegExp,
): (asin: string) => ListedItems<Item> {
	const sure = new Map<string, Item[]>();
	const unclear: Array<{ item: Item; text: string }> = [];
	for (const item of items) {
		const asins = findAsins(item, pattern);
		for (const asin of asins) sure.set(asin, [...(sure.get(asin) ?? []), item]);
		const isClear = readIdentifier(item.identifier, pattern).kind === 'asin';
		if (!isClear) unclear.push({ item, text: foldTexts(item) });
	}
	return (asin) => {
		const found = sure.get(asin) ?? [];
		const likely = unclear.filter(({ item, text }) => text.includes(asin) && !found.includes(item));
		return { sure: found, possible: likely.map(({ item }) => item) };
	};
}

/** Counts the rows too: a product that is on sale as a row must not also become a separate item. */
function findAsins({ identifier, variations = [] }: Recognisable, pattern?: RegExp): Set<string> {
	const codes = [identifier, ...variations.map((row) => row.identifier)];
	const readings = codes.map((code) => readIdentifier(code, pattern));
	return new Set(readings.flatMap((each) => (each.kind === 'asin' ? [each.asin] : [])));
}

const foldTexts = ({ identifier, title, variations = [] }: Recognisable): string =>
	[identifier, title, ...variations.map((row) => row.identifier)]
		.join('\n')
		.normalize('NFKC')
		.toUpperCase();
