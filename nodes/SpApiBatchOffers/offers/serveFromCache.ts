import { isServedFromCache } from '../../../lib/cache/freshness';
import { isChosenOtherwise, offerFromDocument } from '../../../lib/cache/offerFromDocument';
import { isProved } from '../../../lib/changes/guards/proved';
import type { Offer } from '../../../lib/listing/offer';
import { nameFilter } from '../../../lib/listing/offerFilter';
import { readPart } from '../../../lib/n8n/items/items';
import type { AsinItem } from '../../../lib/n8n/parameters/asinParameter';
import type { AmazonRequests } from '../amazonRequests';

/** Answers that are young enough to serve again, by item. */
export interface CachedAnswers {
	/** Amazon need not be asked. */
	enough: Map<AsinItem, Offer>;
	/** Amazon is asked, and they serve where it gives no answer. */
	unproved: Map<AsinItem, Offer>;
}

/**
 * Finds the answers that need not be asked for again. One that is not proved was enough for the item it came for;
 * where it would add risk to another, as in a second shop on the same cache, Amazon is asked. So it is where another
 * filter chose the offer.
 */
export async function serveFromCache(
	items: readonly AsinItem[],
	amazon: AmazonRequests,
	now: number,
): Promise<CachedAnswers> {
	const filter = nameFilter((await amazon.readRules()).filter);
	const answers: CachedAnswers = { enough: new Map(), unproved: new Map() };
	for (const entry of items) {
		const cached = readPart(entry.item, 'cached');
		if (!isServedFromCache(cached, readPart(entry.item, 'freshness'), now)) continue;
		if (cached && isChosenOtherwise(cached, filter)) continue;
		const offer = offerFromDocument(cached);
		const isSettled = offer.status !== 'in_stock' || isProved(offer) || entry.asin === null;
		const isEnough = isSettled || !(await amazon.readKnown([entry]))(entry.asin!).addsRisk(offer);
		(isEnough ? answers.enough : answers.unproved).set(entry, offer);
	}
	return answers;
}
