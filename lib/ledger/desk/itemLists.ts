/** The reasons that keep an item from going by itself. */
export const listKinds = [
	'held',
	'by_hand',
	'hidden',
	'changed',
	'unrecognised',
	'no_answer',
	'dead',
	'below_floor',
	'closed',
	'unmapped',
] as const;

export type ListKind = (typeof listKinds)[number];

/** One item of a list. */
export interface ListedItem {
	item_id: number;
	/** Empty if its code names no product. */
	asin: string;
	title: string;
	/** Why it is in the list, for the owner; empty = the list says it all. */
	note: string;
	/** Since when, ISO 8601 with offset; null = not known. */
	since: string | null;
	/** The word of the owner's that it waits for: its name, and the seal of what it was shown with; null = none. */
	word: { name: string; seal: string } | null;
}

/** The items of a shop that need an eye, by what they need it for. */
export interface ItemLists {
	/** ISO 8601 with offset. */
	at: string;
	/** All items of each list, also those beyond the limit of what is kept. */
	counts: Record<ListKind, number>;
	items: Record<ListKind, ListedItem[]>;
	/** Seal of all words of the owner's that the items of each list wait for. */
	seals: Record<ListKind, string>;
}
