import type { Listing } from '../listing/listing';
import type { Edits } from '../listing/memory';
import type { Order, OrderHead } from '../orders/order';
import type { UnreadableItem } from '../listing/unreadable';

/**
 * The interface that the shopkeeper needs of a shop's service. A client of BASE (or of another
 * service) implements it, and throws only the errors of errors.ts.
 */

/** The fields that a new item begins with; images follow one by one. */
export interface NewItem {
	title: string;
	detail: string;
	/** Yen, tax included. */
	price: number;
	stock: number;
	visible: boolean;
	identifier: string;
}

/** The texts of a shop item. */
export interface ItemTexts {
	title: string;
	detail: string;
}

/** The same, and the places that hold an image, counted from 1. */
export interface ShownTexts extends ItemTexts {
	imagePlaces: number[];
	/** When the item was last changed, ISO 8601; null if the shop gave no time. */
	modified: string | null;
}

/** Items of a list, with the unreadable ones apart. */
export interface ShopList {
	listings: Listing[];
	unreadable: UnreadableItem[];
}

/**
 * The result of one pass over the list. `shifted`: an item came twice because the list changed during
 * the pass (then it is not read to its end). `cut`: a page was short although items follow.
 */
export interface ListReading extends ShopList {
	flaw: 'shifted' | 'cut' | null;
}

/** Reads one account of a shop. */
export interface ShopReader {
	/** Reads all items in one pass; `onPage` gets the number of items read so far, and may throw to stop. */
	readList(onPage?: (count: number) => void): Promise<ListReading>;
	/**
	 * Reads a page of the items, the latest changed ones first, so that an item added a moment ago is among them.
	 * @param offset items to leave out; default none
	 */
	getNewestItems(offset?: number): Promise<ShopList>;
	/** @throws ItemGoneError if there is no such item. */
	getItem(itemId: number): Promise<Listing>;
	getTexts(itemId: number): Promise<ShownTexts>;
}

/**
 * Writes to one account of a shop. Only the gate calls it. Each call throws AnswerLostError if nobody knows
 * whether it was done.
 */
export interface ShopWriter {
	/**
	 * Changes price, visibility and plain stock, and leaves the rest. Returns the item as it is
	 * afterwards.
	 */
	editItem(itemId: number, edits: Edits): Promise<Listing>;
	/** Sets the stock of one row. @throws VariationGoneError if the item has no such row. */
	editVariationStock(itemId: number, variationId: number, stock: number): Promise<Listing>;
	/** Adds an item without images. @throws NewItemLimitError if the day's items are used up. */
	addItem(item: NewItem): Promise<Listing>;
	/** Writes the seller's code of an item, and leaves the rest. Returns the item as it is afterwards. */
	editCode(itemId: number, code: string): Promise<Listing>;
	editTexts(itemId: number, texts: Partial<ItemTexts>): Promise<ItemTexts>;
	/** Puts an image into a place, counted from 1. */
	addImage(itemId: number, place: number, url: string): Promise<void>;
	/** Empties a place that holds an image; the others stay where they are. */
	deleteImage(itemId: number, place: number): Promise<void>;
}

/** Deletes items of one account. Only the gate calls it; see gate/deletion.ts and gate/testItem.ts. */
export interface ItemRemover {
	/** Removes the item for good. */
	deleteItem(itemId: number): Promise<void>;
}

/** Writes to an item that was made to try the shop's answers; see gate/testItem.ts. */
export interface TestItemWriter
	extends Pick<ShopWriter, 'addItem' | 'editItem' | 'addImage'>, ItemRemover {
	/** Sets the stock by the operation that is made for it. */
	editStock(itemId: number, stock: number): Promise<Listing>;
}

/** Reads the orders of one account, without anything about the persons who placed them. */
export interface OrderReader {
	/**
	 * Reads the list of all orders since a time to its end.
	 * @param from milliseconds since 1970
	 * @param onPage called before each page; it may throw to stop
	 * @throws AccountRefusedError if the connection may not read orders
	 */
	readOrders(from: number, onPage?: () => void): Promise<OrderHead[]>;
	/** @throws UnreadableOrderError if the order is there and its content makes no sense. */
	getOrder(key: string): Promise<Order>;
}

/** One account of a shop. */
export type ShopClient = ShopReader & ShopWriter & ItemRemover;

/** A part of the calls is reserved for edits that lower risk. */
export type Urgency = 'lowers_risk' | 'adds_risk';

/** The calls that are still allowed for one account. */
export interface ShopBudget {
	/** Takes this many calls; false = too few are left, and none is taken. */
	take(calls: number, urgency: Urgency): Promise<boolean>;
	/** Notes that the service itself says that a window is used up. */
	exhausted(window: 'hour' | 'day'): Promise<void>;
	/** Takes one of the day's new items; false = none left. */
	takeNewItem(): Promise<boolean>;
	/** Gives back a new item that was not added after all. */
	giveNewItemBack(): Promise<void>;
	/** Notes that the service itself takes no more new items today. */
	newItemsExhausted(): Promise<void>;
}
