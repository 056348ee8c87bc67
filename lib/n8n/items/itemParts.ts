import type { CacheDocument } from '../../cache/document';
import type { DocumentFreshness } from '../../cache/freshness';
import type { InfoChange } from '../../changes/basicInfo';
import type { Change, Tripped } from '../../changes/decision';
import type { Run } from '../../ledger/run';
import type { Listing, ListingRow } from '../../listing/listing';
import type { Edits, Recognition, Reported } from '../../listing/memory';
import type { Offer } from '../../listing/offer';
import type { UnreadableItem } from '../../listing/unreadable';
import type { ToldDecision } from '../../report/describeHold';
import type { ItemAction } from '../../report/itemAction';
import type { BasicInfo } from '../../spApi/catalog/parseCatalogItem';
import type { CallCounts } from '../../spApi/client';
import type { Screening } from '../../spApi/offers/screen';

/**
 * The item that flows between the nodes, part by part: each node reads some and adds its own, and hands on
 * what it does not know. People may put items together by hand, so any part may be absent.
 */
export interface ItemParts {
	/** null for a listing whose code names none. */
	asin: string | null;
	/** Run Guard: which run this is. */
	run: Run;

	/** BASE Listings: the listing as a whole. */
	listing: Omit<Listing, 'variation'>;
	/** The row that the item is about, where the rows of a listing differ in their ASIN. */
	variation: ListingRow;
	/** Why no ASIN is known, for the owner. */
	unmapped: string;
	/** An item of the shop that can't be read. */
	unreadable: UnreadableItem;
	/** Why the code does not prove which product it is, for the owner; null = settled. */
	unrecognised: string | null;
	/** What came of comparing the titles. */
	recognition: Recognition;

	/** TTL Cache: the document, null where none is held, and how old its data is. */
	cached: CacheDocument | null;
	freshness: DocumentFreshness;

	/** SP-API Catalog Items. */
	basic_info: Partial<BasicInfo> & { fetched_at: string };
	catalog: { status: 'found' | 'not_found' | 'failed' | 'malformed'; reason: string | null };
	/** SP-API Batch Offers. */
	screen: Screening;
	offer: Offer;
	/** The calls that a node made, on its first item alone. */
	fetch: Partial<CallCounts>;

	/** The owner's own cells of a sheet, unread. */
	override: Record<string, unknown>;
	/** What a person decided of an item. */
	review: { adopt?: boolean; accept_identity?: boolean };

	/** Detect Changes. */
	change: Change | null;
	decision: ToldDecision | null;
	/** What is wrong with the rule, for the owner: it makes no price then; null = nothing. */
	rule_problem: string | null;
	/** Kinds that the run may do no more of; null = none. */
	tripped: Tripped | null;
	/** The baseline of an item seen for the first time. */
	reported: Reported & { account: string };
	/** Null: nothing to compare. */
	info_change: InfoChange | null;

	/** BASE Update: what came of it. */
	result: ItemResult;
}

/** What came of an item, whatever was to be done with it. */
export interface ItemResult {
	action: ItemAction;
	/** What was sent, or would be. */
	edits?: Edits;
	/** Why not, for the owner; null where nothing is wrong. */
	error: string | null;
	/** What was done beside, in the owner's words. */
	notes?: string[];
	/** Of a new item. */
	item_id?: number | null;
	title?: string;
	/** Yen. */
	price?: number;
	images?: number;
}

/** The parts that are objects, and not texts or figures. */
export type PartName = {
	[Name in keyof ItemParts]: Extract<ItemParts[Name], object> extends never ? never : Name;
}[keyof ItemParts];

export type Part<Name extends PartName> = Extract<ItemParts[Name], object>;
