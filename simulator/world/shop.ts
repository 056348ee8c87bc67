import { makeOrder, moveOrder, type DispatchStatus, type ShopOrder } from './orders';

/** One BASE shop's goods and orders, in BASE's own field names. */

export interface ShopVariation {
	variation_id: number;
	variation: string;
	variation_stock: number;
	variation_identifier: string;
}

export interface ShopItem {
	item_id: number;
	title: string;
	detail: string;
	/** Yen, tax included. */
	price: number;
	proper_price: number | null;
	item_tax_type: number;
	stock: number;
	visible: 0 | 1;
	list_order: number;
	identifier: string;
	/** Unix seconds of the last change. */
	modified: number;
	/** Image addresses by place, '' for an empty place; the wire has them as img1_origin and so on. */
	images: string[];
	variations: ShopVariation[];
	/** Digital content: the API shows it and never edits it. */
	isDigital?: boolean;
}

/** What an item was before its latest changes: what the lagging search still shows. */
interface Shadow {
	/** Null for an item that did not exist yet. */
	before: ShopItem | null;
	until: number;
}

/** The choice of a customer: one line of the basket. */
export interface BoughtLine {
	itemId: number;
	/** The first row where absent. */
	variationId?: number;
	/** 1 where absent. */
	amount?: number;
}

export type ItemChange = Partial<Omit<ShopItem, 'item_id'>>;

const copyOf = (item: ShopItem): ShopItem => ({
	...item,
	images: [...item.images],
	variations: item.variations.map((variation) => ({ ...variation })),
});

export class Shop {
	/** Which product a listing was made from, by item id; null where nobody can tell any more. */
	readonly asins = new Map<number, string | null>();
	/** The oldest first. */
	readonly orders: ShopOrder[] = [];
	private readonly items = new Map<number, ShopItem>();
	private readonly shadows = new Map<number, Shadow>();
	private ordered: ShopItem[] | null = null;
	private nextItemId: number;

	constructor(
		readonly name: string,
		firstItemId: number,
		private readonly now: () => number,
		/** How long the search index lags behind, in ms. */
		private readonly searchLagMs: number,
		/** True for a shop without oddities. */
		readonly isPlain: boolean,
	) {
		this.nextItemId = firstItemId;
	}

	/** Puts an item in as if it had always been there: the search knows it at once. */
	place(item: Omit<ShopItem, 'item_id'>, asin: string | null): ShopItem {
		const placed = { ...item, item_id: this.nextItemId++ };
		this.items.set(placed.item_id, placed);
		this.asins.set(placed.item_id, asin);
		this.ordered = null;
		return placed;
	}

	/** A new item through the API: the search does not know it yet. */
	add(item: Omit<ShopItem, 'item_id'>): ShopItem {
		const added = this.place(item, null);
		this.shadows.set(added.item_id, { before: null, until: this.now() + this.searchLagMs });
		return added;
	}

	get(itemId: number): ShopItem | undefined {
		return this.items.get(itemId);
	}

	private require(itemId: number): ShopItem {
		const item = this.items.get(itemId);
		if (!item) throw new Error(`Shop ${this.name} has no item ${itemId}`);
		return item;
	}

	/**
	 * Changes the named fields only, and the time of the last change: it is never the same for two changes,
	 * because nobody makes two of one item within a second.
	 */
	change(itemId: number, change: ItemChange): ShopItem {
		const item = this.require(itemId);
		this.castShadow(item);
		if (change.list_order !== undefined) this.ordered = null;
		const modified = Math.max(Math.floor(this.now() / 1000), item.modified + 1);
		return Object.assign(item, change, { modified });
	}

	/**
	 * A customer buys the last one of an item: it is sold out, and there is an order.
	 * @throws Error for an item that the shop does not have
	 */
	sell(itemId: number, status: DispatchStatus): ShopItem {
		const item = this.require(itemId);
		this.addOrder([{ itemId }], status);
		const variations = item.variations.map((row) => ({ ...row, variation_stock: 0 }));
		return this.change(itemId, { stock: 0, variations });
	}

	/**
	 * A customer buys one or more items; the stocks fall by what was bought.
	 * @throws Error for an item that the shop does not have
	 */
	placeOrder(bought: readonly BoughtLine[], status: DispatchStatus): ShopOrder {
		const order = this.addOrder(bought, status);
		for (const { item_id, variation_id, amount } of order.items) {
			const { stock, variations } = this.require(item_id);
			const rows = variations.map((row) =>
				row.variation_id === variation_id
					? { ...row, variation_stock: Math.max(row.variation_stock - amount, 0) }
					: row,
			);
			this.change(item_id, { stock: Math.max(stock - amount, 0), variations: rows });
		}
		return order;
	}

	private addOrder(bought: readonly BoughtLine[], status: DispatchStatus): ShopOrder {
		const seconds = Math.floor(this.now() / 1000);
		const lines = bought.map((line) => ({ ...line, item: copyOf(this.require(line.itemId)) }));
		const order = makeOrder(this.name, lines, this.orders.length, seconds, status);
		this.orders.push(order);
		return order;
	}

	/** @throws Error for an order that the shop does not have */
	moveOrder(key: string, status: DispatchStatus): ShopOrder {
		const order = this.orders.find(({ unique_key }) => unique_key === key);
		if (!order) throw new Error(`Shop ${this.name} has no order ${key}`);
		moveOrder(order, status, Math.floor(this.now() / 1000));
		return order;
	}

	/** True where there was such an item. */
	delete(itemId: number): boolean {
		const item = this.items.get(itemId);
		if (!item) return false;
		this.castShadow(item);
		this.ordered = null;
		return this.items.delete(itemId);
	}

	/** All items by list_order, the newest first among equals. */
	list(): readonly ShopItem[] {
		this.ordered ??= [...this.items.values()].sort(
			(left, right) => left.list_order - right.list_order || right.item_id - left.item_id,
		);
		return this.ordered;
	}

	/** Items as the lagging search index has them: changes of the last hour are missing. */
	search(word: string): ShopItem[] {
		const now = this.now();
		const known = new Map(this.items);
		for (const [itemId, shadow] of this.shadows) {
			if (now >= shadow.until) this.shadows.delete(itemId);
			else if (shadow.before) known.set(itemId, shadow.before);
			else known.delete(itemId);
		}
		return [...known.values()].filter((item) => `${item.title}\n${item.detail}`.includes(word));
	}

	private castShadow(item: ShopItem): void {
		const shadow = this.shadows.get(item.item_id);
		if (shadow && this.now() < shadow.until) return;
		const until = this.now() + this.searchLagMs;
		this.shadows.set(item.item_id, { before: copyOf(item), until });
	}
}
