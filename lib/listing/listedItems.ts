import { readIdentifier } from './identifier';
import type { Listing } from './listing';

/** Items of a shop that stand for an ASIN already, or may do so. */
export interface ListedItems {
	/** Their code says so. */
	sure: Listing[];
	/** Their code is not clear, but it or the title names the ASIN. */
	possible: Listing[];
}

/**
 * Looks items up by their ASIN. Those with an unclear code count too: what must not be listed twice
 * must not hide behind a code with two ASINs, in small letters or without separators.
 * @param pattern the shop's own format of a code, as for `readIdentifier`
 */
export function indexByAsin(
	listings: readonly Listing[],
	pattern?: RegExp,
): (asin: string) => ListedItems {
	const sure = new Map<string, Listing[]>();
	const unclear: Array<{ listing: Listing; text: string }> = [];
	for (const listing of listings) {
		const reading = readIdentifier(listing.identifier, pattern);
		if (reading.kind === 'asin') {
			sure.set(reading.asin, [...(sure.get(reading.asin) ?? []), listing]);
		} else unclear.push({ listing, text: foldedTextOf(listing) });
	}
	return (asin) => ({
		sure: sure.get(asin) ?? [],
		possible: unclear.filter(({ text }) => text.includes(asin)).map(({ listing }) => listing),
	});
}

const foldedTextOf = ({ identifier, title }: Listing): string =>
	`${identifier}\n${title}`.normalize('NFKC').toUpperCase();
