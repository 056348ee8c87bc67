import type { Block } from '../listing/blocks/blockLists';
import type { Listing } from '../listing/listing';
import type { StopCause } from '../listing/offer';
import type { Edits, PriceReasons, Remembrance } from '../listing/memory';
import type { Hold } from './guards/hold';

/** The result of a decision. Field names are those of the item between the nodes. */

export const editKinds = ['hide', 'empty', 'raise', 'show', 'cut', 'refill'] as const;

/** `empty` takes an item's stock, or that of one of its rows, off sale, as `hide` does with the whole item. */
export type EditKind = (typeof editKinds)[number];

export const moveNames: Record<EditKind, string> = {
	hide: '非公開',
	empty: '在庫ゼロ化',
	raise: '値上げ',
	show: '公開',
	cut: '値下げ',
	refill: '在庫補充',
};

/** Moves that lower risk are made at once; the others need a recent, confirmed answer. */
export const lowersRisk = (kind: EditKind): boolean =>
	kind === 'hide' || kind === 'empty' || kind === 'raise';

/** One thing to do to a listing. */
export interface Move {
	kind: EditKind;
	field: keyof Edits;
	/** For rows: the stock of each, by variation_id. */
	to: number | boolean | Record<string, number>;
}

/** Returns the moves that edits make, one for each field. */
export function listMoves(edits: Edits, listing: Pick<Listing, 'price'>): Move[] {
	const { price, visible, stock, row_stocks } = edits;
	const rows = Object.values(row_stocks ?? {});
	return [
		...(visible === undefined
			? []
			: [{ kind: visible ? 'show' : 'hide', field: 'visible', to: visible } as const]),
		...(price === undefined
			? []
			: [{ kind: price > listing.price ? 'raise' : 'cut', field: 'price', to: price } as const]),
		...(stock === undefined
			? []
			: [{ kind: stock > 0 ? 'refill' : 'empty', field: 'stock', to: stock } as const]),
		...(rows.length === 0
			? []
			: [
					{
						kind: rows.some((to) => to > 0) ? 'refill' : 'empty',
						field: 'row_stocks',
						to: row_stocks!,
					} as const,
				]),
	];
}

/** Differences between Amazon now and what was last told, for people. */
export interface Change {
	kinds: Array<'price' | 'stock'>;
	old_price: number | null;
	new_price: number | null;
	/** new - old in yen; null unless both are known. */
	diff: number | null;
	old_in_stock: boolean | null;
	/** There were offers then, and the shop's conditions refused all of them. */
	was_filtered?: true;
	new_in_stock: boolean | null;
	/**
	 * When the old values were told, ISO 8601 with offset. It names the baseline that the change was
	 * measured against.
	 */
	old_told_at: string;
}

export type HeldMove = Move &
	Hold & {
		/** True if the owner settled it themselves: it is recorded, but nobody is notified. */
		quiet: boolean;
	};

/**
 * True if a guard holds something back that the owner should hear about. A decision made by hand may
 * lack its `held_moves`.
 */
export const isHeldBack = ({ held_moves }: Partial<Pick<Decision, 'held_moves'>>): boolean =>
	held_moves?.some((move) => !move.quiet) ?? false;

/** The risk of several moves together: that of the riskiest one. */
export function judgeRisk(kinds: readonly EditKind[]): Decision['risk'] {
	if (kinds.length === 0) return 'none';
	return kinds.every(lowersRisk) ? 'lowers' : 'adds';
}

export interface Decision {
	desired: { price: number | null; visible: boolean; stock: number };
	/** Only the fields that differ from the shop and may be sent. */
	edits: Edits;
	kinds: EditKind[];
	risk: 'lowers' | 'adds' | 'none';
	/** Differences from the shop that must wait. */
	held_moves: HeldMove[];
	/** The entry of the shop's block lists that it matches; absent if it matches none. */
	block?: Block;
	/** Why the item must not be on sale; null if it may be. */
	stop: StopCause | null;
	/** Smallest price that does not lose money, yen; null while the cost is unknown. */
	floor: number | null;
	/** The steps with figures, in order. */
	why: string[];
	/**
	 * Who moved: Amazon, the shop's rules, the owner's setting of the item, or nobody (no answer for too long).
	 */
	cause: 'amazon' | 'rule' | 'owner' | 'unknown';
	/** Number of the rule version that decided; null = a node's own rules. */
	version: number | null;
	/** Kinds that a fault of our own could have made: too many of them wait for the owner. */
	counted: EditKind[];
	/** The reasons behind the price, to be kept with it once it is written; absent if no price is edited. */
	reasons?: PriceReasons;
	/** Facts to store in the listing's memory for the next decision. */
	remember?: Remembrance;
}
