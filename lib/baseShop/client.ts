import type {
	ItemTexts,
	ListReading,
	NewItem,
	OrderReader,
	ShopClient,
	ShopList,
	ShownTexts,
} from '../shop/ports';
import type { Listing } from '../listing/listing';
import { describeUnreadable } from '../listing/unreadable';
import type { Edits } from '../listing/memory';
import type { Order, OrderHead } from '../orders/order';
import { AnswerLostError, RetryableFailureError, UnreadableOrderError } from '../shop/errors';
import { keepDocumented, makeRefusal, describeTrouble, READ_ORDERS } from './errors';
import { isOrderKey, parseOrder, parseOrderHeads, toJapanDate } from './parseOrder';
import {
	parseItemAnswer,
	parseItems,
	parseShopId,
	parseTexts,
	splitReadings,
	type ItemReading,
	type ReadContext,
} from './parseItem';

export interface ShopRequest {
	method: 'GET' | 'POST';
	/** Relative to the API's base, e.g. `/items/edit`. */
	path: string;
	query?: Record<string, string | number>;
	form?: Record<string, string | number>;
}

export interface ShopAnswer {
	status: number;
	/** undefined if the body was not JSON. */
	json: unknown;
}

/**
 * Sends with the account's token and refreshes it if needed. Returns every answer that came back, errors
 * included; throws AnswerLostError if none did.
 */
export type ShopSend = (request: ShopRequest) => Promise<ShopAnswer>;

export interface ClientPorts {
	send: ShopSend;
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
	sleep: (ms: number) => Promise<void>;
}

const PAGE_SIZE = 100;
const MOST_IDLE_PAGES = 2;
const READ_RETRIES = 3;
const READ_BACKOFF_MS = 1_000;

/**
 * One shop account. Calls that may safely be made twice are repeated if an answer is lost; an edit or a
 * new item never is.
 */
export class BaseShopClient implements ShopClient, OrderReader {
	private readonly ports: ClientPorts;
	private readonly account: string;

	constructor(account: string, ports: ClientPorts) {
		this.account = account;
		this.ports = ports;
	}

	/** Returns the shop's own id, which names an account. */
	static async shopId(ports: ClientPorts): Promise<string> {
		const json = await new BaseShopClient('', ports).repeated({ method: 'GET', path: '/users/me' });
		const id = parseShopId(json);
		if (id === null) throw unreadable('ショップ情報');
		return id;
	}

	/**
	 * Reads every item of the shop once, 100 per call. BASE gives no total, so after a page that is not
	 * full one more call asks for the following items. wholeList.ts decides whether to trust the list.
	 * @param onPage called with the number of items read so far
	 */
	async readList(onPage?: (count: number) => void): Promise<ListReading> {
		const readings: ItemReading[] = [];
		const seen = new Set<number>();
		let isCut = false;
		let isEndExpected = false;
		for (let offset = 0; ;) {
			const page = await this.readPage(offset);
			if (page.length === 0 && isEndExpected) break;
			if (page.length > 0 && isEndExpected) isCut = true;
			const before = readings.length;
			for (const reading of page) {
				const id = readId(reading);
				if (id === null || !seen.has(id)) readings.push(reading);
				// Overlapping pages are expected once one of them was short.
				else if (!isCut) return { ...splitReadings(readings), flaw: 'shifted' };
				if (id !== null) seen.add(id);
			}
			onPage?.(readings.length);
			// Otherwise a service that answers any offset with its last page would be asked for ever.
			if (isCut && readings.length === before) break;
			isEndExpected = page.length < PAGE_SIZE;
			offset += Math.max(page.length, 1);
		}
		return { ...splitReadings(readings), flaw: isCut ? 'cut' : null };
	}

	/** @throws ItemGoneError if BASE knows no such item. */
	async getItem(itemId: number): Promise<Listing> {
		const json = await this.repeated({ method: 'GET', path: `/items/detail/${itemId}` });
		return requireListing(parseItemAnswer(json, this.context()), itemId, `商品 ${itemId}`);
	}

	/**
	 * Changes the given fields and leaves all others unchanged. Returns the item after the edit.
	 * @throws AnswerLostError if it is unknown whether the edit was carried out
	 */
	async editItem(itemId: number, edits: Edits): Promise<Listing> {
		const form: Record<string, number> = { item_id: itemId };
		if (edits.price !== undefined) form.price = edits.price;
		if (edits.visible !== undefined) form.visible = edits.visible ? 1 : 0;
		if (edits.stock !== undefined) form.stock = edits.stock;
		const json = await this.restedOnce({ method: 'POST', path: '/items/edit', form });
		return this.readEdited(json, itemId);
	}

	/**
	 * Sets the stock of one row of an item with variations. Returns the item after the edit.
	 * @throws AnswerLostError as editItem does; VariationGoneError if the item has no such row
	 */
	async editVariationStock(itemId: number, variationId: number, stock: number): Promise<Listing> {
		const form = { item_id: itemId, variation_id: variationId, variation_stock: stock };
		const json = await this.restedOnce({ method: 'POST', path: '/items/edit_stock', form });
		const what = `商品 ${itemId} の在庫の更新結果`;
		const listing = requireListing(parseItemAnswer(json, this.context()), itemId, what);
		const trouble = listing.unreadable_variation;
		if (trouble !== undefined) throw unreadable(`${what}: ${trouble}`);
		return listing;
	}

	/** Sets the stock of an item without variations by the operation for stocks. */
	async editStock(itemId: number, stock: number): Promise<Listing> {
		const form = { item_id: itemId, stock };
		const json = await this.restedOnce({ method: 'POST', path: '/items/edit_stock', form });
		const what = `商品 ${itemId} の在庫の更新結果`;
		return requireListing(parseItemAnswer(json, this.context()), itemId, what);
	}

	/** Removes an item for good. */
	async deleteItem(itemId: number): Promise<void> {
		await this.restedOnce({ method: 'POST', path: '/items/delete', form: { item_id: itemId } });
	}

	/** Returns the latest changes first, where a just added item appears. */
	async getNewestItems(offset = 0): Promise<ShopList> {
		return splitReadings(await this.readPage(offset, { order: 'modified', sort: 'desc' }));
	}

	/**
	 * Adds an item without images.
	 * @throws AnswerLostError if it is unknown whether it was added; NewItemLimitError
	 */
	async addItem(item: NewItem): Promise<Listing> {
		const { visible, ...fields } = item;
		const form = { ...fields, visible: visible ? 1 : 0 };
		const json = await this.restedOnce({ method: 'POST', path: '/items/add', form });
		return requireListing(parseItemAnswer(json, this.context()), null, '商品の登録結果');
	}

	/** @throws ItemGoneError if BASE knows no such item. */
	async getTexts(itemId: number): Promise<ShownTexts> {
		const json = await this.repeated({ method: 'GET', path: `/items/detail/${itemId}` });
		const texts = parseTexts(json, itemId);
		if (!texts) throw unreadable(`商品 ${itemId}`);
		return texts;
	}

	/** Changes title or detail and leaves everything else unchanged. Repeating it changes nothing. */
	async editTexts(itemId: number, texts: Partial<ItemTexts>): Promise<ItemTexts> {
		const form = { item_id: itemId, ...texts };
		const json = await this.repeated({ method: 'POST', path: '/items/edit', form });
		const after = parseTexts(json, itemId);
		if (!after)
			throw new AnswerLostError(`商品 ${itemId} の更新結果を読めません`, 'unreadable_answer');
		return after;
	}

	/** Changes the seller's code (`identifier`) and leaves everything else unchanged. Repeating it changes nothing. */
	async editCode(itemId: number, code: string): Promise<Listing> {
		const form = { item_id: itemId, identifier: code };
		const json = await this.repeated({ method: 'POST', path: '/items/edit', form });
		return this.readEdited(json, itemId);
	}

	private readEdited(json: unknown, itemId: number): Listing {
		const what = `商品 ${itemId} の更新結果`;
		return requireListing(parseItemAnswer(json, this.context()), itemId, what);
	}

	/**
	 * Puts an image into a place from 1 to 20. Repeating it changes nothing, so a lost call is repeated.
	 */
	async addImage(itemId: number, place: number, url: string): Promise<void> {
		const form = { item_id: itemId, image_no: place, image_url: url };
		await this.repeated({ method: 'POST', path: '/items/add_image', form });
	}

	/** Empties a place that holds an image; the images after it keep their places. */
	async deleteImage(itemId: number, place: number): Promise<void> {
		const form = { item_id: itemId, image_no: place };
		await this.repeated({ method: 'POST', path: '/items/delete_image', form });
	}

	/**
	 * Reads the list of orders from the day of a time on, 100 per call, until a page is empty: BASE gives
	 * no total. The list has the latest first, so an order that comes meanwhile moves others to a later
	 * page and none out of sight.
	 */
	async readOrders(from: number, onPage?: () => void): Promise<OrderHead[]> {
		const heads = new Map<string, OrderHead>();
		let idle = 0;
		for (let offset = 0; ;) {
			onPage?.();
			const query = { start_ordered: toJapanDate(from), limit: PAGE_SIZE, offset };
			const json = await this.repeated({ method: 'GET', path: '/orders', query });
			const page = parseOrderHeads(json, this.context().readAt);
			if (!page) throw unreadable('注文一覧');
			if (page.length === 0) return [...heads.values()];
			const before = heads.size;
			for (const head of page) heads.set(head.key, head);
			idle = heads.size === before ? idle + 1 : 0;
			// Otherwise a service that answers any offset with its last page would be asked for ever.
			if (idle > MOST_IDLE_PAGES) throw unreadable('注文一覧');
			offset += page.length;
		}
	}

	/** @throws UnreadableOrderError if the order is there and its content makes no sense. */
	async getOrder(key: string): Promise<Order> {
		// It becomes a part of the path.
		if (!isOrderKey(key)) throw new UnreadableOrderError('注文の番号ではありません', 'bad_key');
		const json = await this.repeated({ method: 'GET', path: `/orders/detail/${key}` });
		const reading = parseOrder(json);
		if (reading.kind === 'order' && reading.order.key === key) return reading.order;
		const field = reading.kind === 'order' ? 'unique_key' : reading.field;
		throw new UnreadableOrderError(`BASEの注文の応答を読めません (${field})`, 'unreadable_order');
	}

	private async readPage(
		offset: number,
		order = { order: 'list_order', sort: 'asc' },
	): Promise<ItemReading[]> {
		const json = await this.repeated({
			method: 'GET',
			path: '/items',
			query: { limit: PAGE_SIZE, offset, ...order },
		});
		const page = parseItems(json, this.context());
		if (!page) throw unreadable('商品一覧');
		return page;
	}

	private async repeated(request: ShopRequest): Promise<unknown> {
		for (let attempt = 0; ; attempt++) {
			try {
				return await this.once(request);
			} catch (error) {
				if (!(error instanceof AnswerLostError) || attempt >= READ_RETRIES) throw error;
				await this.ports.sleep(READ_BACKOFF_MS * 2 ** attempt);
			}
		}
	}

	/** Sends once. A failure of BASE lasts seconds, so it waits before anybody looks at the item. */
	private async restedOnce(request: ShopRequest): Promise<unknown> {
		try {
			return await this.once(request);
		} catch (error) {
			if (error instanceof RetryableFailureError) await this.ports.sleep(READ_BACKOFF_MS);
			throw error;
		}
	}

	private async once(request: ShopRequest): Promise<unknown> {
		const { status, json } = await this.ports.send(request);
		const { error, error_description } = (json ?? {}) as Record<string, unknown>;
		if (status >= 500) throw describeTrouble(status);
		if (typeof error === 'string')
			throw makeRefusal(error, describeRefused(request, error_description), findScope(request));
		// BASE's own refusals have a code: this is the page of an intermediate server, or no page at all.
		if (status >= 400) throw describeTrouble(status);
		return json;
	}

	private context(): ReadContext {
		return { account: this.account, readAt: this.ports.timestamp() };
	}
}

/** Returns the right that an operation needs (documented with each). */
function findScope({ method, path }: ShopRequest): string {
	if (path.startsWith('/users')) return 'read_users';
	if (isAboutOrders(path)) return READ_ORDERS;
	return method === 'POST' ? 'write_items' : 'read_items';
}

const isAboutOrders = (path: string): boolean => path.startsWith('/orders');

const describeRefused = ({ path }: ShopRequest, description: unknown): string => {
	const text = String(description ?? '');
	return isAboutOrders(path) ? keepDocumented(text) : text;
};

const readId = (reading: ItemReading): number | null =>
	reading.kind === 'listing' ? reading.listing.item_id : reading.item.item_id;

/**
 * @param itemId the item that was asked for; null for a new one
 * @throws AnswerLostError if the answer is unreadable, or another item's: the edit may have been carried out
 */
function requireListing(reading: ItemReading | null, itemId: number | null, what: string): Listing {
	const id = reading && readId(reading);
	if (id !== null && itemId !== null && id !== itemId)
		throw unreadable(`${what}: 別の商品 ${id} の応答です`);
	if (reading?.kind === 'listing') return reading.listing;
	throw unreadable(reading ? `${what}: ${describeUnreadable(reading.item)}` : what);
}

const unreadable = (what: string): AnswerLostError =>
	new AnswerLostError(`BASEの応答を読めません (${what})。`, 'unreadable_answer');
