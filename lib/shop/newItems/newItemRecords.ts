import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../listing/stamp';
import { newIdentifier } from '../../listing/codes/identifier';
import { listingKey } from '../../listing/listing';
import { writeDocument } from '../documents';
import type { ShopData } from '../shopData';
import { readCost } from '../../changes/situation';
import type { CreateRecords } from './createListing';

export interface RecordClock {
	/** Milliseconds since 1970. */
	now: () => number;
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
}

const addValue = (known: readonly number[] = [], value: number): number[] => [
	...new Set([...known, value]),
];

/** New items in the journal, and in the document of their ASIN until they are complete. */
export function newItemRecords(data: ShopData, { now, timestamp }: RecordClock): CreateRecords {
	return {
		intend: async ({ asin, run, account, begun, draft, why }) => {
			const at = timestamp();
			const stamp = DateTime.fromMillis(now(), { zone: SHOP_ZONE }).toFormat('yyyyMMddHHmmss');
			const identifier = begun?.identifier ?? newIdentifier(asin, stamp);
			const prices = addValue(begun?.prices, draft.price);
			const stocks = addValue(begun?.stocks, draft.stock);
			const creating = { [account]: { identifier, prices, stocks, at } };
			await writeDocument(data, asin, { creating });
			const id = await data.ledger.journal.intend({
				run,
				account,
				// BASE gives the number only once the item exists; the answer contains it.
				item_id: 0,
				asin,
				field_edits: {
					created: { from: null, to: identifier },
					// Undoing the run hides the item again.
					visible: { from: false, to: true },
				},
				why,
				at,
			});
			return { id, identifier };
		},
		complete: async ({ asin, account, offer, rules }, id, listing) => {
			const at = timestamp();
			const detail = { item_id: listing.item_id };
			await data.ledger.journal.answer(id, { outcome: 'applied', detail, at });
			const { price, visible, stock } = listing;
			await writeDocument(data, asin, {
				creating: { [account]: null },
				shop: {
					[listingKey(listing)]: {
						last_written: {
							...{ price, visible, stock, at, price_at: at, offer_fetched_at: offer.fetched_at },
							...{ cost: readCost(offer), rules, override: null },
						},
						own_modified: listing.modified,
					},
				},
			});
		},
		leave: async (_, id, { outcome, message, item_id }) => {
			const detail = { message, item_id };
			await data.ledger.journal.answer(id, { outcome, detail, at: timestamp() });
		},
	};
}
