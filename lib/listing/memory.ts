/** What is remembered of one item between runs, apart from what Amazon said. Times are ISO 8601 with offset. */

/** What was last told about an item, per shop account. */
export interface Reported {
	price: number | null;
	in_stock: boolean | null;
	at: string;
}

/** The fields of a listing that a sync may change. */
export interface Edits {
	/** Yen. */
	price?: number;
	visible?: boolean;
	/** Of an item without variations. */
	stock?: number;
	/** Stock of single rows, by variation_id. */
	row_stocks?: Record<string, number>;
}

/** An item that BASE never lets the API edit, e.g. digital content. */
export interface NeverEditable {
	/** BASE's own words. */
	reason: string;
	/** The item's own time of change when BASE said so; null where BASE gave none. */
	modified: string | null;
	at: string;
}

/** What came of holding a listing's title against Amazon's, where its code says too little. */
export interface Recognition {
	agrees: boolean;
	/** The shop's title at that time. */
	title: string;
	/** null: Amazon knows no such product, or its page has no title. */
	amazon_title: string | null;
	at: string;
}

/** What the sync remembers of its own doing to one listing. */
export interface ShopMemory {
	/** The listing as the sync's accepted edits left it; a write adds the fields it edited. */
	last_written?:
		| (Edits & {
				at: string;
				/** When the price was written last; other fields' edits move `at` alone. */
				price_at?: string;
				/** Of the offer behind the write: an older decision never overwrites a newer one. */
				offer_fetched_at?: string;
		  })
		| null;
	/** What an edit under way was about to write; stays where its answer was lost. */
	intended?: (Edits & { at: string }) | null;
	/** Since when an edit has failed or had to wait (not for a pause); null once nothing is left to send. */
	unsent_since?: string | null;
	/** Set before a hide is sent, so that a lost answer isn't taken for the owner's hand. */
	hide_intended_at?: string | null;
	hidden_by_sync_at?: string | null;
	hidden_by_brake_at?: string | null;
	/** The price set by hand that the owner has been told about, yen. */
	owner_price_noticed?: number;
	/** Price wanted for an item with variations that the owner has been told about, yen. */
	variation_noticed?: number;
	/** The changed brand that the owner has been told about. */
	identity_noticed?: string;
	/** A big cut at Amazon seen for the first time: it waits for a later fetch that agrees. */
	pending?: { price: number; seen_at: string } | null;
	/** What a run that tripped its breaker would have done; waits for the owner's approval. */
	tripped?: { run: string; desired: Edits } | null;
	/** BASE refused an edit of this item for good; null once it took one again. */
	never_editable?: NeverEditable | null;
	/** The owner gave a hidden item of the older tool into the sync's hands. */
	adopted_at?: string | null;
	/** Where the code alone says too little; absent where nobody asked. */
	recognition?: Recognition;
}

/**
 * Why nothing is sent to an item that BASE never edits; null where it may be tried. What the owner has
 * changed since may have become another kind of item: it is tried once more.
 */
export function findNeverEditable(
	{ never_editable: known }: ShopMemory,
	{ modified }: { modified: string | null },
): string | null {
	return known && known.modified === modified ? known.reason : null;
}
