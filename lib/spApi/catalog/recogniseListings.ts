import { recognise, standingRefusal } from '../../listing/codes/recognition';
import type { Listing } from '../../listing/listing';
import type { Recognition, ShopMemory } from '../../listing/memory';
import { getCatalogItems, type CatalogOptions } from './getCatalogItems';

/** A listing whose code may be an ASIN by chance. */
export interface Doubtful {
	asin: string;
	listing: Listing;
	memory: ShopMemory;
	/** Amazon's title as it was read before; null if unknown. */
	knownTitle: string | null;
}

export interface RecogniseOptions extends CatalogOptions {
	/** Milliseconds since 1970. */
	now: () => number;
	/** ISO 8601 with offset. */
	timestamp: () => string;
}

/**
 * Compares the titles of shop and Amazon; Amazon is asked, 20 per call, only for titles that were never
 * read before. The order is that of the input; null if Amazon gave no answer.
 * @throws SpApiCredentialError, or the signal's reason
 */
export async function recogniseListings(
	doubtful: readonly Doubtful[],
	options: RecogniseOptions,
): Promise<Array<Recognition | null>> {
	const now = options.now();
	const standing = doubtful.map(({ memory, listing }) => standingRefusal(memory, listing, now));
	const unread = doubtful.filter(
		({ knownTitle }, place) => standing[place] === null && knownTitle === null,
	);
	const outcomes = await getCatalogItems([...new Set(unread.map(({ asin }) => asin))], options);
	return doubtful.map(({ asin, listing, knownTitle }, place) => {
		const refusal = standing[place];
		if (refusal) return refusal;
		const at = options.timestamp();
		if (knownTitle !== null) return recognise(listing, { title: knownTitle }, at);
		const outcome = outcomes.get(asin);
		if (!outcome || outcome.kind === 'failed') return null;
		const title = outcome.kind === 'found' ? (outcome.info.title_ja ?? null) : null;
		return recognise(listing, { title }, at);
	});
}
