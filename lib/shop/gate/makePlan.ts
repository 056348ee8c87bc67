import { findOpenPriceNow, findSignOfHand } from '../../changes/guards/ownersHand';
import type { Listing } from '../../listing/listing';
import type { Intent, Plan } from './intent';
import type { Judgement } from './judge';

/** An intent that passed all checks. */
export interface Passed {
	intent: Intent;
	judged: Judgement;
	/** The item as it was read last. */
	listing: Listing;
}

/** Makes the plan of an edit, with all that its records need. */
export const makePlan = ({ intent, judged, listing }: Passed): Plan => ({
	...{ asin: intent.asin, run: intent.run, writer: intent.writer, listing },
	...{ edits: judged.edits, addsRisk: judged.addsRisk, why: judged.why },
	...{ offerFetchedAt: judged.offerFetchedAt, reasons: judged.reasons },
	acceptedCost: judged.acceptedCost,
	openPrice: findOpenPriceNow(listing, judged.memory),
	...findSignOfHand(listing, judged.memory),
});
