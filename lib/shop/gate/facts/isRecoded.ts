import { readIdentifier } from '../../../listing/codes/identifier';
import type { Listing } from '../../../listing/listing';

/**
 * Returns true if the item's codes no longer name the product that an edit is about: the owner may have put another
 * one on the shelf since. An ASIN was read out of a code, so it stands in one, unless a shop has no codes at all.
 * @param shown the item as it is now
 * @param before the item as it was when the edit was decided
 * @param asin empty if no product is known
 */
export function isRecoded(shown: Listing, before: Listing, asin: string): boolean {
	if (asin === '' || isRowGone(shown)) return false;
	if (namesAnother(shown, asin)) return true;
	const codes = listCodes(shown);
	if (codes.length === 0) return listCodes(before).length > 0;
	return !codes.some((code) => code.normalize('NFKC').toUpperCase().includes(asin));
}

/** A row with an ASIN of its own sells that, whatever the item's code says. */
function namesAnother({ variation, variations }: Listing, asin: string): boolean {
	const row = variations.find(({ variation_id }) => variation_id === variation?.variation_id);
	const reading = readIdentifier(row?.identifier ?? '');
	return reading.kind === 'asin' && reading.asin !== asin;
}

/** BASE says itself that a row is gone, in its own words. */
const isRowGone = ({ variation, variations }: Listing): boolean =>
	variation !== undefined &&
	!variations.some(({ variation_id }) => variation_id === variation.variation_id);

/** Lists the codes of the item and of the row that it is about, or of all its rows. */
function listCodes({ identifier, variation, variations }: Listing): string[] {
	const rows = variation
		? variations.filter(({ variation_id }) => variation_id === variation.variation_id)
		: variations;
	return [identifier, ...rows.map((row) => row.identifier)].filter(
		(code): code is string => typeof code === 'string' && code.trim() !== '',
	);
}
