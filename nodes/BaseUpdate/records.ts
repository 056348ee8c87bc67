import type { EditPlan, EditRecords } from '../../lib/baseShop/updateListing';
import type { Cache } from '../../lib/cache/cache';
import { isAsin } from '../../lib/listing/asin';
import type { ShopMemory } from '../../lib/listing/memory';
import { listingKey } from '../../lib/listing/listing';
import { writeDocument } from './store';

/** The journal of edits and the memory of what the sync did to each listing, in the cache's store. */
export function editRecords(cache: Cache, timestamp: () => string): EditRecords {
	const remember = async (asin: string, key: string, memory: Partial<ShopMemory>) => {
		// An item that no ASIN is known of has no document; the journal alone remembers it.
		if (!isAsin(asin)) return;
		await writeDocument(cache, asin, { shop: { [key]: memory } });
	};
	return {
		intend: async ({ asin, run, listing, edits, why, by }) => {
			const at = timestamp();
			await remember(asin, listingKey(listing), {
				intended: { ...edits, at },
				...(edits.visible === false ? hideMark(by, at) : {}),
			});
			const fields = ['price', 'visible', 'stock'] as const;
			const changed = fields.filter((field) => edits[field] !== undefined);
			return await cache.journal.intend({
				run,
				account: listing.account,
				item_id: listing.item_id,
				asin,
				field_edits: Object.fromEntries(
					changed.map((field) => [field, { from: listing[field], to: edits[field] }]),
				),
				why,
				at,
			});
		},
		settle: async ({ asin, listing, edits, offerFetchedAt, by }, id, outcome, after, detail) => {
			const at = timestamp();
			await cache.journal.answer(id, { outcome, detail, at });
			const key = listingKey(listing);
			if (outcome === 'applied' && after) {
				await remember(asin, key, {
					intended: null,
					last_written: {
						...edits,
						at,
						...(edits.price === undefined ? {} : { price_at: at }),
						...(offerFetchedAt ? { offer_fetched_at: offerFetchedAt } : {}),
					},
					...visibilityMemory(edits.visible, by, at),
					tripped: null,
					unsent_since: null,
				});
			} else if (outcome === 'failed') {
				await remember(asin, key, {
					intended: null,
					...(edits.visible === false ? hideMark(by, null) : {}),
				});
			}
		},
	};
}

/** Set before a hide is sent, so that a lost answer is not taken for the owner's hand. */
const hideMark = (by: EditPlan['by'], at: string | null): Partial<ShopMemory> =>
	by === 'brake' ? { hidden_by_brake_at: at } : by === 'undo' ? {} : { hide_intended_at: at };

function visibilityMemory(
	visible: boolean | undefined,
	by: EditPlan['by'],
	at: string,
): Partial<ShopMemory> {
	if (visible === undefined) return {};
	const cleared = { hide_intended_at: null, hidden_by_brake_at: null };
	if (visible) return { ...cleared, hidden_by_sync_at: null, adopted_at: null };
	switch (by) {
		case 'brake':
			return { ...cleared, hidden_by_brake_at: at };
		case 'undo':
			return { ...cleared, hidden_by_sync_at: null, adopted_at: null };
		case undefined:
			return { ...cleared, hidden_by_sync_at: at };
	}
}
