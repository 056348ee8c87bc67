import type { EditRecords } from '../../lib/baseShop/updateListing';
import type { Cache } from '../../lib/cache/cache';
import type { ShopMemory } from '../../lib/listing/memory';
import { listingKey } from '../../lib/listing/listing';

/** The journal of edits and the memory of what the sync did to each listing, in the cache's store. */
export function editRecords(cache: Cache, timestamp: () => string): EditRecords {
	const remember = async (asin: string, key: string, memory: Partial<ShopMemory>) => {
		const [outcome] = await cache.write([{ asin, set: { shop: { [key]: memory } } }]);
		if (outcome && !outcome.ok) throw outcome.error;
	};
	return {
		intend: async ({ asin, run, listing, edits, why }) => {
			const at = timestamp();
			await remember(asin, listingKey(listing), {
				intended: { ...edits, at },
				...(edits.visible === false ? { hide_intended_at: at } : {}),
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
		settle: async ({ asin, listing, edits, offerFetchedAt }, id, outcome, after, detail) => {
			const at = timestamp();
			await cache.journal.answer(id, { outcome, detail, at });
			const key = listingKey(listing);
			if (outcome === 'applied' && after) {
				await remember(asin, key, {
					intended: null,
					last_written: {
						...edits,
						at,
						...(offerFetchedAt ? { offer_fetched_at: offerFetchedAt } : {}),
					},
					...visibilityMemory(edits.visible, at),
					tripped: null,
				});
			} else if (outcome === 'failed') {
				await remember(asin, key, {
					intended: null,
					...(edits.visible === false ? { hide_intended_at: null } : {}),
				});
			}
		},
	};
}

function visibilityMemory(visible: boolean | undefined, at: string): Partial<ShopMemory> {
	if (visible === undefined) return {};
	return visible
		? { hidden_by_sync_at: null, hide_intended_at: null, adopted_at: null }
		: { hidden_by_sync_at: at, hide_intended_at: null };
}
