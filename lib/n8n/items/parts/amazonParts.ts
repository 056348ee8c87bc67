import type { CacheDocument } from '../../../cache/document';
import type { DocumentFreshness } from '../../../cache/freshness';
import type { Offer } from '../../../listing/offer';
import type { BasicInfo } from '../../../spApi/catalog/parseCatalogItem';
import type { CallCounts } from '../../../spApi/client';
import type { Screening } from '../../../spApi/offers/screen';

/** The parts of an item that tell of Amazon's product, from the cache or fetched just now. */
export interface AmazonParts {
	/** TTL Cache: the document (null if there is none) and how old its data is. */
	cached: CacheDocument | null;
	freshness: DocumentFreshness;

	/** SP-API Catalog Items. */
	basic_info: Partial<BasicInfo> & { fetched_at: string };
	catalog: { status: 'found' | 'not_found' | 'failed' | 'malformed'; reason: string | null };
	/** SP-API Batch Offers. */
	screen: Screening;
	offer: Offer;
	/** Number of the run that has asked Amazon about the item, whatever came of it. */
	asked_in: string;
	/** The calls that a node made, only on its first item. */
	fetch: Partial<CallCounts>;
}
