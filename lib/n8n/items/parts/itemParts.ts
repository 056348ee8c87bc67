import type { InfoChange } from '../../../changes/basicInfo';
import type { Change } from '../../../changes/decision';
import type { Run } from '../../../ledger/runs/run';
import type { Listing, ListingRow } from '../../../listing/listing';
import type { Edits, Recognition, Reported } from '../../../listing/memory';
import type { UnreadableItem } from '../../../listing/unreadable';
import type { ToldDecision } from '../../../report/describeHold';
import type { OrderPart } from '../../../orders/orderPart';
import type { ItemAction } from '../../../report/itemAction';
import type { AmazonParts } from './amazonParts';
import type { Round } from './round';

/**
 * The item that flows between the nodes, part by part. Each node reads some parts, adds its own, and
 * passes on those it does not know. People may build items by hand, so any part may be absent.
 */
export interface ItemParts extends AmazonParts {
	/** null if the listing's code names no ASIN. */
	asin: string | null;
	/** Run Guard: the run this item belongs to. */
	run: Run;

	/** BASE Listings: the listing as a whole. */
	listing: Omit<Listing, 'variation'>;
	/** The row that the item is about, if the rows of a listing differ in their ASIN. */
	variation: ListingRow;
	/** The reason why no ASIN is known, for the owner. */
	unmapped: string;
	/** An item of the shop that can't be read. */
	unreadable: UnreadableItem;
	/**
	 * The reason why the code does not prove which product it is, for the owner; null if it is settled.
	 */
	unrecognised: string | null;
	/** The result of comparing the titles. */
	recognition: Recognition;

	/** It stands for a round of the loop, not for a product. */
	slice: Round;

	/** BASE Orders: the line of an order that the item is about. */
	order: OrderPart;

	/** The owner's cells of a sheet, unparsed. */
	override: Record<string, unknown>;
	/** A person's decisions about an item. */
	review: { adopt?: boolean; accept_identity?: boolean };

	/** Detect Changes. */
	change: Change | null;
	decision: ToldDecision | null;
	/** The rule's fault, for the owner; the rule makes no price then. null if it has none. */
	rule_problem: string | null;
	/** Why a cell of the item's own can't be read, for the owner. */
	own_problem: string;
	/** Set if another rule than the shop's decided, although the shop has a rule book. */
	beside_book: true;
	/** The baseline of an item seen for the first time. */
	reported: Reported & { account: string };
	/** null if there is nothing to compare. */
	info_change: InfoChange | null;

	/** BASE Update: the result. */
	result: ItemResult;
}

/** The result for an item, whatever the task was. */
export interface ItemResult {
	action: ItemAction;
	/** The edits that were sent, or would be. */
	edits?: Edits;
	/** The reason why not, for the owner; null if nothing is wrong. */
	error: string | null;
	/** Additional things that were done, in the owner's language. */
	notes?: string[];
	/** Only for a new item. */
	item_id?: number | null;
	title?: string;
	/** Yen. */
	price?: number;
	images?: number;
}

/** The parts that are objects, not texts or numbers. */
export type PartName = {
	[Name in keyof ItemParts]: Extract<ItemParts[Name], object> extends never ? never : Name;
}[keyof ItemParts];

export type Part<Name extends PartName> = Extract<ItemParts[Name], object>;
