import { readIdentifier } from './identifier';
import type { Listing } from './listing';

/** What an item is recognised by. */
export type Recognisable = Pick<Listing, 'identifier' | 'title'>;

/** Items of a shop that stand for an ASIN already, or may do so. */
export interface ListedItems<Item> {
	/** Their code says so. */
	sure: Item[];
	/** Their code is not clear, but it or the title names the ASIN. */
	possible: Item[];
}

/**
 * Looks items up by their ASIN. Those with an unclear code count too: what must not be listed twice
 * must not hide behind a code with two ASINs, in small letters or without separators.
 * @param pattern the shop's own format of a code, as for `readIdentifier`
 */
export function indexByAsin<Item extends Recognisable>(
	items: readonly Item[],
	pattern?: RegExp,
): (asin: string) => ListedItems<Item> {
	const sure = new Map<string, Item[]>();
	const unclear: Array<{ item: Item; text: string }> = [];
	for (const item of items) {
		const reading = readIdentifier(item.identifier, pattern);
		if (reading.kind === 'asin') {
			sure.set(reading.asin, [...(sure.get(reading.asin) ?? []), item]);
		} else unclear.push({ item, text: foldedTextOf(item) });
	}
	return (asin) => ({
		sure: sure.get(asin) ?? [],
		possible: unclear.filter(({ text }) => text.includes(asin)).map(({ item }) => item),
	});
}

const foldedTextOf = ({ identifier, title }: Recognisable): string =>
	`${identifier}\n${title}`.normalize('NFKC').toUpperCase();
