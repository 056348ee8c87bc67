import { z } from 'zod';

/**
 * The facts remembered about one item between runs, apart from Amazon's answers. Times are ISO 8601
 * with offset.
 */

/** The state last told about an item, per shop account. */
export interface Reported {
	price: number | null;
	in_stock: boolean | null;
	at: string;
}

/**
 * Reads only own fields: names of accounts, workflows and orders come from outside, and `constructor` must not
 * find Object's own.
 */
export const ownValue = <T>(
	record: Readonly<Record<string, T>> | undefined,
	name: string,
): T | undefined => (record && Object.hasOwn(record, name) ? record[name] : undefined);

/** The fields of a listing that a sync may change. */
const edits = z
	.object({
		/** Yen. */
		price: z.number().optional(),
		visible: z.boolean().optional(),
		/** Stock of an item without variations. */
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
		/** When the item was last changed, as of that refusal; null if BASE gave no time. */
		modified: z.string().nullable(),
		at: stamp,
	})
	.strict();

/** The result of comparing a listing's title with Amazon's, if its code says too little. */
export const recognitionSchema = z
	.object({
		agrees: z.boolean(),
		/** The shop's title at that time. */
		title: z.string(),
		/** null if Amazon knows no such product, or its page has no title. */
		amazon_title: z.string().nullable(),
		at: stamp,
	})
	.strict();

export type Recognition = z.infer<typeof recognitionSchema>;

/** Who hid the item, and who handed it over. */
export const hideMarks = [
	'hide_intended_at',
	'hidden_by_sync_at',
	'hidden_by_brake_at',
	'adopted_at',
] as const;

/** Why a price was written. */
const priceReasons = {
	/** Amazon's price and points behind it, yen; absent before version 0.2. */
	cost: z.object({ price: z.number(), points: z.number() }).strict().nullable().optional(),
	/** Number of the rule version behind it; null = a node's own rules. */
	rules: z.number().nullable().optional(),
	/** The owner's settings of the item behind it, as JSON; absent = none. */
	override: z.string().nullable().optional(),
};

/** The memory that a decision leaves for the next one. */
export const rememberedSchema = z
	.object({
		/** The listing as the sync's accepted edits left it; a write adds the fields it edited. */
		last_written: edits
			.extend({
				at: stamp,
				/** When the price was last written; edits of other fields change only `at`. */
				price_at: stamp.optional(),
				/**
				 * When the offer behind the write was fetched: an older decision never overwrites a newer
				 * one.
				 */
				offer_fetched_at: stamp.optional(),
				...priceReasons,
			})
			.nullable()
			.optional(),
		/**
		 * When an edit first failed or had to wait (but not for a pause); null once nothing remains to be
		 * sent.
		 */
		unsent_since: stamp.nullable().optional(),
		/** Set before a hide is sent, so that the hide is not taken for the owner's if its answer is lost. */
		hide_intended_at: stamp.nullable().optional(),
		hidden_by_sync_at: stamp.nullable().optional(),
		hidden_by_brake_at: stamp.nullable().optional(),
		/** Version 0.1: the price set by hand that the owner was told about, yen. Notices tell it since. */
		owner_price_noticed: z.number().optional(),
		/** Version 0.1: price wanted for an item with variations that the owner was told about, yen. */
		variation_noticed: z.number().optional(),
		/** Version 0.1: the changed brand that the owner was told about. */
		identity_noticed: z.string().optional(),
		/** When the owner handed a hidden item of the older tool over to the sync. */
		adopted_at: stamp.nullable().optional(),
		/** The shop's `modified` of the item after our last accepted edit: another one is not ours. */
		own_modified: stamp.nullable().optional(),
		/**
		 * Marks to clear, each with the value that the decision saw: a mark that another run has set
		 * since then stays.
		 */
		cleared: z.record(z.enum(hideMarks), stamp).optional(),
		/** The price that the owner set by hand, yen, and the one that they had fixed when it was seen first. */
		hand_price: z
			.object({ price: z.number(), fixed: z.number().nullable() })
			.strict()
			.nullable()
			.optional(),
		/** The price set by hand, yen, that the owner gave back to the rule; null once another one
		 * was written or set. */
		given_back: z.object({ price: z.number(), at: stamp }).strict().nullable().optional(),
	})
	.strict();

export type Remembrance = z.infer<typeof rememberedSchema>;

/**
 * What the sync remembers of its own edits to one listing. This is the one place that declares its
 * fields: any other field is a type error, and is refused when it is stored.
 */
export const shopMemorySchema = rememberedSchema
	.extend({
		/** The values that an edit in progress was about to write; kept if its answer was lost. */
		intended: edits.extend({ at: stamp }).nullable().optional(),
		/** A price that was sent and not answered for, in place of `from`, yen; null once an answer came. */
		open_price: z
			.object({
				price: z.number(),
				from: z.number().optional(),
				at: stamp,
				/** Somebody else changed the item after it must have ended: the owner may have taken it back. */
				touched: z.boolean().optional(),
				...priceReasons,
			})
			.strict()
			.nullable()
			.optional(),
		/** The last cost far below the supported one that the owner said yes to, yen. */
		accepted_cost: z.object({ price: z.number(), at: stamp }).strict().optional(),
		/** BASE refused an edit of this item for good; null once BASE accepts one again. */
		never_editable: neverEditable.nullable().optional(),
		/** The names of the changed product that the owner called the right one for this item. */
		trusted: z
			.object({ title: z.string().nullable(), brand: z.string().nullable(), at: stamp })
			.strict()
			.optional(),
		/** The comparison of titles, if the code alone says too little; absent if Amazon was not asked. */
		recognition: recognitionSchema.optional(),
	})
	.strict();

export type ShopMemory = z.infer<typeof shopMemorySchema>;

/** The reasons behind a written price. */
export type PriceReasons = Required<
	Pick<NonNullable<ShopMemory['last_written']>, 'cost' | 'rules' | 'override'>
>;

/**
 * Why nothing is sent to an item that BASE never edits; null if an edit may be tried. If the owner
 * has changed the item since, it may be another kind of item now, so it is tried once more.
 */
export function findNeverEditable(
	{ never_editable: known }: ShopMemory,
	{ modified = null }: { modified?: string | null },
): string | null {
	return known && known.modified === modified ? known.reason : null;
}

/**
 * The memory of a hidden item that the owner hands over. The item as it is now is the one that they handed over: a
 * later change by hand is another matter.
 */
export const makeAdoption = (
	{ modified = null }: { modified?: string | null },
	at: string,
): Pick<ShopMemory, 'adopted_at' | 'own_modified'> => ({ adopted_at: at, own_modified: modified });
