import { z } from 'zod';

/** What is remembered of one item between runs, apart from what Amazon said. Times are ISO 8601 with offset. */

/** What was last told about an item, per shop account. */
export interface Reported {
	price: number | null;
	in_stock: boolean | null;
	at: string;
}

/** The fields of a listing that a sync may change. */
const edits = z
	.object({
		/** Yen. */
		price: z.number().optional(),
		visible: z.boolean().optional(),
		/** Of an item without variations. */
		stock: z.number().optional(),
		/** Stock of single rows, by variation_id. */
		row_stocks: z.record(z.number()).optional(),
	})
	.strict();

export type Edits = z.infer<typeof edits>;

/** ISO 8601 with offset. */
const stamp = z.string();

/** An item that BASE never lets the API edit, e.g. digital content. */
const neverEditable = z
	.object({
		/** BASE's own words. */
		reason: z.string(),
		/** The item's own time of change when BASE said so; null where BASE gave none. */
		modified: z.string().nullable(),
		at: stamp,
	})
	.strict();

/** What came of holding a listing's title against Amazon's, where its code says too little. */
export const recognitionSchema = z
	.object({
		agrees: z.boolean(),
		/** The shop's title at that time. */
		title: z.string(),
		/** null: Amazon knows no such product, or its page has no title. */
		amazon_title: z.string().nullable(),
		at: stamp,
	})
	.strict();

export type Recognition = z.infer<typeof recognitionSchema>;

/** What a decision leaves in the memory for the next one. */
export const rememberedSchema = z
	.object({
		/** The listing as the sync's accepted edits left it; a write adds the fields it edited. */
		last_written: edits
			.extend({
				at: stamp,
				/** When the price was written last; other fields' edits move `at` alone. */
				price_at: stamp.optional(),
				/** Of the offer behind the write: an older decision never overwrites a newer one. */
				offer_fetched_at: stamp.optional(),
			})
			.nullable()
			.optional(),
		/** Since when an edit has failed or had to wait (not for a pause); null once nothing is left to send. */
		unsent_since: stamp.nullable().optional(),
		/** Set before a hide is sent, so that a lost answer isn't taken for the owner's hand. */
		hide_intended_at: stamp.nullable().optional(),
		hidden_by_sync_at: stamp.nullable().optional(),
		hidden_by_brake_at: stamp.nullable().optional(),
		/** The price set by hand that the owner has been told about, yen. */
		owner_price_noticed: z.number().optional(),
		/** Price wanted for an item with variations that the owner has been told about, yen. */
		variation_noticed: z.number().optional(),
		/** The changed brand that the owner has been told about. */
		identity_noticed: z.string().optional(),
		/** A big cut at Amazon seen for the first time: it waits for a later fetch that agrees. */
		pending: z.object({ price: z.number(), seen_at: stamp }).strict().nullable().optional(),
		/** What a run that tripped its breaker would have done; waits for the owner's approval. */
		tripped: z.object({ run: z.string(), desired: edits }).strict().nullable().optional(),
		/** The owner gave a hidden item of the older tool into the sync's hands. */
		adopted_at: stamp.nullable().optional(),
	})
	.strict();

export type Remembrance = z.infer<typeof rememberedSchema>;

/**
 * What the sync remembers of its own doing to one listing: the one place where its fields are declared. What
 * is not declared here is a type error, and refused where it is stored.
 */
export const shopMemorySchema = rememberedSchema
	.extend({
		/** What an edit under way was about to write; stays where its answer was lost. */
		intended: edits.extend({ at: stamp }).nullable().optional(),
		/** BASE refused an edit of this item for good; null once it took one again. */
		never_editable: neverEditable.nullable().optional(),
		/** Where the code alone says too little; absent where nobody asked. */
		recognition: recognitionSchema.optional(),
	})
	.strict();

export type ShopMemory = z.infer<typeof shopMemorySchema>;

/**
 * Why nothing is sent to an item that BASE never edits; null where it may be tried. What the owner has
 * changed since may have become another kind of item: it is tried once more.
 */
export function findNeverEditable(
	{ never_editable: known }: ShopMemory,
	{ modified = null }: { modified?: string | null },
): string | null {
	return known && known.modified === modified ? known.reason : null;
}
