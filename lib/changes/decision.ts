import type { GuardName } from '../listing/guards';
import type { Edits, Remembrance } from '../listing/memory';

/** What comes out of a decision. Field names are those of the item between the nodes. */

export const editKinds = ['hide', 'empty', 'raise', 'show', 'cut', 'refill'] as const;

/** `empty` takes one row of an item off sale, as `hide` does the item. */
export type EditKind = (typeof editKinds)[number];

export const moveNames: Record<EditKind, string> = {
	hide: '非公開',
	empty: '在庫ゼロ化',
	raise: '値上げ',
	show: '公開',
	cut: '値下げ',
	refill: '在庫補充',
};

/** Kinds of edit that a run may do no more of, with the limit that was reached. */
export type Tripped = Partial<Record<EditKind, { limit: number; asin: string }>>;

/** Moves that lower risk are made at once; the others need a young, confirmed answer. */
export const lowersRisk = (kind: EditKind): boolean =>
	kind === 'hide' || kind === 'empty' || kind === 'raise';

/** One thing to do to a listing. */
export interface Move {
	kind: EditKind;
	field: keyof Edits;
	/** Of rows: the stock of each, by variation_id. */
	to: number | boolean | Record<string, number>;
}

/** What is new at Amazon since it was last told: for people. */
export interface Change {
	kinds: Array<'price' | 'stock'>;
	old_price: number | null;
	new_price: number | null;
	/** new - old in yen; null unless both are known. */
	diff: number | null;
	old_in_stock: boolean | null;
	new_in_stock: boolean | null;
	/** When the old values were told, ISO 8601 with offset: names the baseline this was measured against. */
	old_told_at: string;
}

export interface HeldMove extends Move {
	guard: GuardName;
	reason: string;
	/** True for what the owner settled themselves: it stands in the record, but rings nobody. */
	quiet: boolean;
}

export interface Decision {
	desired: { price: number | null; visible: boolean; stock: number };
	/** Only what differs from the shop and may be sent. */
	edits: Edits;
	kinds: EditKind[];
	risk: 'lowers' | 'adds' | 'none';
	/** Why something that differs is not sent; null when nothing is held back. */
	held: string | null;
	held_moves: HeldMove[];
	/** Smallest price that does not lose money, yen; null while the cost is unknown. */
	floor: number | null;
	/** The steps with figures, in order. */
	why: string[];
	/** True where the owner approved what a breaker had stopped. */
	approved: boolean;
	/** Kinds that a second source proved: a breaker does not count them. Absent where there are none. */
	proved?: EditKind[];
	/** What to keep of this decision for the next one, in the listing's memory. */
	remember?: Remembrance;
}
