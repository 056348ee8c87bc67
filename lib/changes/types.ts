import type { Gone } from '../listing/gone';
import type { Listing } from '../listing/listing';
import type { Edits, Remembrance, Reported, ShopMemory } from '../listing/memory';
import type { Offer, OfferStatus } from '../listing/offer';
import type { PriceOverride, PricingRule } from '../listing/pricing/pricing';

/** What flows into and out of a decision. Field names are those of the item between the nodes. */

/** The parts of the cache document that a decision looks at. */
export interface Remembered {
	price?: number | null;
	in_stock?: boolean | null;
	offer_status?: OfferStatus;
	/** The last price that a second source supported. */
	supported?: { price: number; at: string };
	price_updated_at?: string | null;
	stock_updated_at?: string | null;
	title_ja?: string | null;
	brand?: string | null;
	gone?: Gone | null;
	/** Stamps of what came from the older tools. */
	imported?: { price?: string };
	/** Since when no answer has confirmed the item; null or absent once one has. */
	failing_since?: string | null;
	identity?: { title: string | null; brand: string | null; at: string } | null;
	reported?: Record<string, Reported>;
	shop?: Record<string, ShopMemory>;
}

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

/**
 * What holds a move back, by name: nothing may depend on the words. `floor` = the price that would mend a
 * loss waits itself; `no_answer` = Amazon gave too few answers to conclude anything from silence.
 */
export const guardNames = [
	'breaker',
	'variations',
	'brake',
	'owners_visibility',
	'owners_price',
	'answer_age',
	'identity',
	'spike',
	'unsupported',
	'floor',
	'no_answer',
] as const;

export type GuardName = (typeof guardNames)[number];

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

export interface GuardSettings {
	/** Oldest cost with which an item may stay on sale, ms; null = no such limit. */
	maximumCostAgeMs: number | null;
	/** Oldest answer that justifies a cut, a show or a refill, ms. */
	maximumAnswerAgeMs: number;
	/** Share of the run's fetches that must have succeeded before old costs hide anything, percent. */
	minimumSuccessPercent: number;
	/** A cut larger than this waits for a second agreeing answer, percent; null = off. */
	spikePercent: number | null;
	/** Hold items whose brand changed and whose title is another. */
	checkIdentity: boolean;
	/** Keep prices and visibility that the owner set by hand. */
	respectOwner: boolean;
	/** Differences below this are not worth an edit, yen; ignored below the floor. */
	minimumEditYen: number;
	/** Stock that an item in stock is filled up to after a sale. */
	refillStock: number;
}

/** Everything a decision looks at, for one listing. */
export interface Situation {
	/** null: the item came without a listing, so there is nothing to edit. */
	listing: Listing | null;
	offer: Offer;
	cached: Remembered | null;
	rule: PricingRule;
	override: PriceOverride;
	guards: GuardSettings;
	/** Milliseconds since 1970. */
	now: number;
	/** Share of fetches that succeeded in this run so far, percent. */
	runSuccessPercent: number;
	tripped: Tripped;
	/** Number of this run; null outside one. */
	run: string | null;
	/** Number of the tripped run that the owner approved; null = none. */
	approvedRun: string | null;
}
