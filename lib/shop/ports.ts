import type { Listing } from '../listing/listing';
import type { Edits } from '../listing/memory';
import type { UnreadableItem } from '../listing/unreadable';

/**
 * What the shopkeeper needs of a shop's service. A client of BASE (or of another service) offers it, and
 * throws the errors of errors.ts alone.
 */

/** What a new item begins with; images follow one by one. */
export interface NewItem {
	title: string;
	detail: string;
	/** Yen, tax included. */
	price: number;
	stock: number;
	visible: boolean;
	identifier: string;
}

/** What a shop item says of itself. */
export interface ItemTexts {
	title: string;
	detail: string;
}

/** The same, and which of the places for images hold one, from 1 on. */
export interface ShownTexts extends ItemTexts {
	imagePlaces: number[];
}

/** Items of a list, those apart that can't be read. */
export interface ShopList {
	listings: Listing[];
	unreadable: UnreadableItem[];
}

/**
 * What one pass over the list showed: `shifted` where an item came twice because the list moved under
 * us (then it is not read to its end), `cut` where a page was short although items follow.
 */
export interface ListReading extends ShopList {
	flaw: 'shifted' | 'cut' | null;
}

/** Places for images that an item has; BASE's. */
export const MOST_IMAGES = 20;

/** One account of a shop. Writes throw AnswerLostError where it is not known whether they were done. */
export interface ShopClient {
	/** One pass over all items; `onPage` is told how many are read so far, and may throw to stop. */
	readList(onPage?: (count: number) => void): Promise<ListReading>;
	/** The latest changes first: where an item stands that was added a moment ago. */
	getNewestItems(): Promise<ShopList>;
	/** @throws ItemGoneError where there is no such item. */
	getItem(itemId: number): Promise<Listing>;
	/** Changes price, visibility and plain stock; leaves the rest. Gives the item as it is after it. */
	editItem(itemId: number, edits: Edits): Promise<Listing>;
	/** Sets the stock of one row. @throws VariationGoneError where the item has no such row. */
	editVariationStock(itemId: number, variationId: number, stock: number): Promise<Listing>;
	/** Adds an item without images. @throws NewItemLimitError where the day's items are used up. */
	addItem(item: NewItem): Promise<Listing>;
	getTexts(itemId: number): Promise<ShownTexts>;
	editTexts(itemId: number, texts: Partial<ItemTexts>): Promise<ItemTexts>;
	/** Puts an image into a place, from 1 on. */
	addImage(itemId: number, place: number, url: string): Promise<void>;
	/** Empties a place that holds an image; the others stay where they are. */
	deleteImage(itemId: number, place: number): Promise<void>;
}

/** A part of the calls is kept for what lowers risk. */
export type Urgency = 'lowers_risk' | 'adds_risk';

/** What may still be called for one account. */
export interface ShopBudget {
	/** Takes so many calls; false = not enough left, nothing taken. */
	take(calls: number, urgency?: Urgency): Promise<boolean>;
	/** The service itself says that a window is used up. */
	exhausted(window: 'hour' | 'day'): Promise<void>;
	/** Takes one of the day's new items; false = none left. */
	takeNewItem(): Promise<boolean>;
	/** For an item that was not added after all. */
	giveNewItemBack(): Promise<void>;
	/** The service itself says that no more new items are taken today. */
	newItemsExhausted(): Promise<void>;
}
