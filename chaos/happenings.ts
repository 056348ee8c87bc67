import type { Truth } from '../simulator/world/product';
import type { Button } from './plan';

/** One listing of the shop. */
export interface Shown {
	asin: string | null;
	item_id: number;
	price: number;
	visible: boolean;
	stock: number;
	variations: number;
	/** BASE edits it for nobody. */
	isDigital: boolean;
}

/** All that an edit can be judged by, in the order in which it came about. */
export type Happening = Moment & Event;

export type Event = Answered | Edited | ByHand | Pressed | Ended;

interface Moment {
	/** The true time, ms: it goes on while processes wait, and no jump of their clocks moves it. */
	at: number;
	/** The time that the process takes for now, ms. */
	clock: number;
}

/** Amazon answered for a product, truly or not. */
export interface Answered extends Pick<Truth, 'status' | 'price'> {
	kind: 'answer';
	asin: string;
	operation: 'getItemOffers' | 'getItemOffersBatch';
}

/** An edit of a run or a job was carried out. */
export interface Edited {
	kind: 'edit';
	before: Shown;
	after: Shown;
}

/** Somebody else changed an item: the owner in the shop itself, a customer. */
export interface ByHand {
	kind: 'hand';
	before: Shown;
	/** null = deleted. */
	after: Shown | null;
}

/** The owner pressed a button. */
export interface Pressed {
	kind: 'pressed';
	button: Button;
}

/** The job of a button is over. */
export interface Ended {
	kind: 'ended';
	button: Button;
	/**
	 * - `well`: it ran to its end.
	 * - `failed`: it said that it did not, or did nothing.
	 * - `broken off`: nobody knows how far it came.
	 */
	how: 'well' | 'failed' | 'broken off';
	/** Numbers of the items that it named as not done. */
	left: readonly number[];
	/** The day of return of closed days, ms; null = until the release. */
	until: number | null;
	/** Numbers of the items on sale in that moment. */
	visible: readonly number[];
}
