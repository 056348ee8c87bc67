import type { Plan } from '../intent';
import type { EditRecords } from '../writeEdits';
import type { ShopData } from '../../shopData';
import type { EditIntent } from '../../../ledger/journal';
import type { Listing } from '../../../listing/listing';
import type { Edits, ShopMemory } from '../../../listing/memory';
import { findRowStock } from '../editParts';
import { variationField } from '../../../ledger/journal';
import type { Writer } from '../stopped';
import { rememberListing } from './rememberListing';

/** Keeps the journal of edits, and the memory of the sync's edits to each listing, in the cache's store. */
export function editRecords(data: ShopData, timestamp: () => string): EditRecords {
	const remember = async ({ asin, listing }: Plan, memory: Partial<ShopMemory>) =>
		await rememberListing(data, asin, listing, memory);
	/** When each hide under way was marked, by the number of its entry. */
	const marked = new Map<string, string>();
	return {
		intend: async (plan) => {
			const at = timestamp();
			await remember(plan, makeIntendedMemory(plan, at));
			const id = await data.ledger.journal.intend(makeEntry(plan, at));
			if (plan.edits.visible === false) marked.set(id, at);
			return id;
		},
		settle: async (plan, id, outcome, after, detail) => {
			const at = timestamp();
			const markedAt = marked.get(id);
			marked.delete(id);
			if (outcome === 'applied' && after) await remember(plan, makeAppliedMemory(plan, after, at));
			else if (outcome === 'failed' || outcome === 'stopped') {
				await remember(plan, makeFailedMemory(plan, markedAt));
			}
			// Last: whoever finds no answer takes the edit for one that may still be on its way.
			await data.ledger.journal.answer(id, { outcome, detail, at });
		},
	};
}

/** @param at ISO 8601 with offset */
const makeEntry = ({ asin, run, listing, edits, why }: Plan, at: string): EditIntent => ({
	...{ run, account: listing.account, item_id: listing.item_id, asin },
	...(listing.variation ? { variation: listing.variation } : {}),
	...{ field_edits: describeEdits(listing, edits), why, at },
});

/** Returns what is remembered before an edit is sent, for the case that its answer is lost. */
function makeIntendedMemory(plan: Plan, at: string): Partial<ShopMemory> {
	const { listing, edits, writer, openPrice, reasons, signOfHand } = plan;
	return {
		intended: { ...edits, at },
		...(edits.price !== undefined
			? { open_price: { price: edits.price, from: listing.price, at, ...reasons } }
			: openPrice?.touched
				? { open_price: openPrice }
				: {}),
		...(edits.visible === false ? makeHideMark(writer, at) : {}),
		...(signOfHand ? { own_modified: signOfHand } : {}),
	};
}

/** @param after the item as the shop shows it after the edit */
function makeAppliedMemory(plan: Plan, after: Listing, at: string): Partial<ShopMemory> {
	const { edits, listing, offerFetchedAt, reasons, writer, isPart, signOfHand } = plan;
	const { acceptedCost, isStampMoved } = plan;
	// Two calls of one edit may fall into the same second of the shop's clock.
	const isUnmoved = after.modified === listing.modified && isStampMoved !== true;
	return {
		intended: null,
		// A hide says nothing of a price that was lost before it.
		...(edits.price === undefined ? {} : { open_price: null, given_back: null }),
		last_written: {
			...edits,
			at,
			...(edits.price === undefined ? {} : { price_at: at, ...reasons }),
			...(offerFetchedAt ? { offer_fetched_at: offerFetchedAt } : {}),
		},
		...(signOfHand && edits.visible === undefined
			? {}
			: // A stamp that the edit did not move proves nothing later either.
				{ own_modified: isUnmoved ? null : after.modified }),
		...makeVisibilityMemory(edits.visible, writer, at),
		// Else each later show at this cost would ask again.
		...(acceptedCost == null ? {} : { accepted_cost: { price: acceptedCost, at } }),
		...(isPart ? {} : { unsent_since: null }),
	};
}

/** @param markedAt when the hide under way was marked; undefined = it is none */
const makeFailedMemory = (
	{ edits, openPrice, writer }: Plan,
	markedAt: string | undefined,
): Partial<ShopMemory> => ({
	intended: null,
	// An earlier price may still be on its way.
	...(edits.price === undefined ? {} : { open_price: openPrice ?? null }),
	// Another run may have marked a hide of its own meanwhile.
	...(markedAt === undefined ? {} : { cleared: makeHideMark(writer, markedAt) }),
});

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
const makeHideMark = (writer: Writer, at: string): NonNullable<ShopMemory['cleared']> =>
	writer === 'brake'
		? { hidden_by_brake_at: at }
		: writer === 'undo'
			? {}
			: { hide_intended_at: at };

/** An item that an undo hid stays hidden like one that the owner hid. */
function makeVisibilityMemory(
	visible: boolean | undefined,
	writer: Writer,
	at: string,
): Partial<ShopMemory> {
	if (visible === undefined) return {};
	const cleared = { hide_intended_at: null, hidden_by_brake_at: null };
	if (visible || writer === 'undo') {
		return { ...cleared, hidden_by_sync_at: null, adopted_at: null };
	}
	return writer === 'brake'
		? { ...cleared, hidden_by_brake_at: at }
		: { ...cleared, hidden_by_sync_at: at };
}
