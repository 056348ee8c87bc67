import type { EditPlan, EditRecords } from './updateListing';
import type { ShopData } from '../shopData';
import type { EditIntent } from '../../ledger/journal';
import type { Listing } from '../../listing/listing';
import type { Edits, ShopMemory } from '../../listing/memory';
import { findRowStock } from './editParts';
import { variationField } from './revertEdit';
import { rememberListing } from './rememberListing';

/** Keeps the journal of edits, and the memory of the sync's edits to each listing, in the cache's store. */
export function editRecords(data: ShopData, timestamp: () => string): EditRecords {
	const remember = async ({ asin, listing }: EditPlan, memory: Partial<ShopMemory>) =>
		await rememberListing(data, asin, listing, memory);
	return {
		intend: async (plan) => {
			const { asin, run, listing, edits, why, by } = plan;
			const at = timestamp();
			await remember(plan, {
				intended: { ...edits, at },
				...(edits.visible === false ? hideMark(by, at) : {}),
			});
			return await data.ledger.journal.intend({
				run,
				account: listing.account,
				item_id: listing.item_id,
				asin,
				...(listing.variation ? { variation: listing.variation } : {}),
				field_edits: describeEdits(listing, edits),
				why,
				at,
			});
		},
		settle: async (plan, id, outcome, after, detail) => {
			const { edits, offerFetchedAt, by, isPart } = plan;
			const at = timestamp();
			await data.ledger.journal.answer(id, { outcome, detail, at });
			if (outcome === 'applied' && after) {
				await remember(plan, {
					intended: null,
					last_written: {
						...edits,
						at,
						...(edits.price === undefined ? {} : { price_at: at }),
						...(offerFetchedAt ? { offer_fetched_at: offerFetchedAt } : {}),
					},
					...visibilityMemory(edits.visible, by, at),
					...(isPart ? {} : { tripped: null, unsent_since: null }),
				});
			} else if (outcome === 'failed') {
				await remember(plan, {
					intended: null,
					...(edits.visible === false ? hideMark(by, null) : {}),
				});
			}
		},
	};
}

/** Lists each edited field with its old and new value; a row's stock has its own field name. */
function describeEdits(listing: Listing, edits: Edits): EditIntent['field_edits'] {
	const fields = ['price', 'visible', 'stock'] as const;
	const ofItem = fields
		.filter((field) => edits[field] !== undefined)
		.map((field) => [field, { from: listing[field], to: edits[field] }] as const);
	const ofRows = Object.entries(edits.row_stocks ?? {}).map(
		([id, to]) => [variationField(id), { from: findRowStock(listing, id) ?? null, to }] as const,
	);
	return Object.fromEntries([...ofItem, ...ofRows]);
}

/** Set before a hide is sent, so that the hide is not taken for the owner's if its answer is lost. */
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
