import type { Listing } from '../../lib/listing/listing';
import { ItemGoneError, RequestRefusedError } from '../../lib/shop/errors';
import type {
	ItemTexts,
	ListReading,
	NewItem,
	ShopBudget,
	ShopClient,
	ShopList,
	ShownTexts,
} from '../../lib/shop/ports';

interface Kept {
	listing: Listing;
	detail: string;
	/** Links by place, from 1 on. */
	images: Map<number, string>;
}

/**
 * A shop service that nobody offers: another one than BASE, small and in memory. It has names for its items in
 * place of numbers inside, takes images by https alone, and never loses an answer.
 */
export class InventedShop implements ShopClient {
	readonly items = new Map<number, Kept>();
	readonly edits: Array<{ itemId: number; edits: object }> = [];
	/** Thrown by each write until it is taken away. */
	refusal: Error | null = null;
	private next = 1;

	constructor(
		readonly account: string,
		private readonly timestamp: () => string,
	) {}

	/** Puts an item in as if it had always been there. */
	place(fields: Partial<Listing> = {}): Listing {
		const item_id = this.next++;
		const listing: Listing = {
			...{ account: this.account, item_id, title: `品 ${item_id}`, price: 2600, visible: true },
			...{ stock: 1, identifier: '', variation_count: 0, variations: [], modified: null },
			read_at: this.timestamp(),
			...fields,
		};
		this.items.set(item_id, { listing, detail: '', images: new Map() });
		return this.shown(item_id);
	}

	async readList(): Promise<ListReading> {
		return { ...(await this.getNewestItems()), flaw: null };
	}

	async getNewestItems(): Promise<ShopList> {
		const listings = [...this.items.keys()].reverse().map((id) => this.shown(id));
		return { listings, unreadable: [] };
	}

	async getItem(itemId: number): Promise<Listing> {
		return this.shown(itemId);
	}

	async editItem(itemId: number, edits: object): Promise<Listing> {
		this.write(itemId, edits);
		Object.assign(this.find(itemId).listing, edits);
		return this.shown(itemId);
	}

	async editVariationStock(itemId: number, variationId: number, stock: number): Promise<Listing> {
		this.write(itemId, { variationId, stock });
		const row = this.find(itemId).listing.variations.find(
			({ variation_id }) => variation_id === variationId,
		);
		if (!row) throw new RequestRefusedError('そのような種類はありません', 'no_such_kind');
		row.stock = stock;
		return this.shown(itemId);
	}

	async editCode(itemId: number, code: string): Promise<Listing> {
		this.write(itemId, { code });
		this.find(itemId).listing.identifier = code;
		return this.shown(itemId);
	}

	async deleteItem(itemId: number): Promise<void> {
		this.write(itemId, { deleted: true });
		this.items.delete(itemId);
	}

	async addItem({ detail, ...item }: NewItem): Promise<Listing> {
		if (this.refusal) throw this.refusal;
		const { item_id } = this.place(item);
		this.find(item_id).detail = detail;
		return this.shown(item_id);
	}

	async getTexts(itemId: number): Promise<ShownTexts> {
		const { listing, detail, images } = this.find(itemId);
		const { title, modified } = listing;
		return { title, detail, imagePlaces: [...images.keys()].sort(), modified };
	}

	async editTexts(itemId: number, texts: Partial<ItemTexts>): Promise<ItemTexts> {
		this.write(itemId, texts);
		const kept = this.find(itemId);
		if (texts.title !== undefined) kept.listing.title = texts.title;
		if (texts.detail !== undefined) kept.detail = texts.detail;
		return { title: kept.listing.title, detail: kept.detail };
	}

	async addImage(itemId: number, place: number, url: string): Promise<void> {
		if (!url.startsWith('https:')) throw new RequestRefusedError('絵ではありません', 'no_picture');
		this.find(itemId).images.set(place, url);
	}

	async deleteImage(itemId: number, place: number): Promise<void> {
		this.find(itemId).images.delete(place);
	}

	private write(itemId: number, edits: object): void {
		if (this.refusal) throw this.refusal;
		this.edits.push({ itemId, edits });
	}

	private find(itemId: number): Kept {
		const kept = this.items.get(itemId);
		if (!kept) throw new ItemGoneError('その品はありません', 'no_such_thing');
		return kept;
	}

	private shown(itemId: number): Listing {
		return structuredClone({ ...this.find(itemId).listing, read_at: this.timestamp() });
	}
}

/** No service of the kind has a limit. */
export const unlimited: ShopBudget = {
	take: async () => true,
	exhausted: async () => undefined,
	takeNewItem: async () => true,
	giveNewItemBack: async () => undefined,
	newItemsExhausted: async () => undefined,
};
