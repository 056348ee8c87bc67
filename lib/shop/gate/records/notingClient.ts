import type { ShopItems } from '../../../ledger/shop/shopItems';
import type { Listing } from '../../../listing/listing';
import type { Edits } from '../../../listing/memory';
import { ItemGoneError } from '../../errors';
import type {
	ItemTexts,
	ListReading,
	NewItem,
	ShopClient,
	ShopList,
	ShownTexts,
} from '../../ports';

export interface NotingPorts {
	account: string;
	items: Pick<ShopItems, 'note' | 'noteTitle' | 'forget'>;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

/**
 * A client whose answers about single items are kept, so that the stored items show today's shop between two
 * lists. An edit that was carried out stays a success if its note fails: the next list mends it.
 */
export class NotingClient implements ShopClient {
	constructor(
		private readonly client: ShopClient,
		private readonly ports: NotingPorts,
	) {}

	async readList(onPage?: (count: number) => void): Promise<ListReading> {
		return await this.client.readList(onPage);
	}

	async getNewestItems(offset?: number): Promise<ShopList> {
		return await this.client.getNewestItems(offset);
	}

	async getTexts(itemId: number): Promise<ShownTexts> {
		return await this.client.getTexts(itemId);
	}

	async getItem(itemId: number): Promise<Listing> {
		return await this.noted(itemId, this.client.getItem(itemId));
	}

	async editItem(itemId: number, edits: Edits): Promise<Listing> {
		return await this.noted(itemId, this.client.editItem(itemId, edits));
	}

	async editVariationStock(itemId: number, variationId: number, stock: number): Promise<Listing> {
		return await this.noted(itemId, this.client.editVariationStock(itemId, variationId, stock));
	}

	async editCode(itemId: number, code: string): Promise<Listing> {
		return await this.noted(itemId, this.client.editCode(itemId, code));
	}

	async deleteItem(itemId: number): Promise<void> {
		const { account, items } = this.ports;
		await this.client.deleteItem(itemId);
		await this.keep(itemId, items.forget(account, itemId));
	}

	async addItem(item: NewItem): Promise<Listing> {
		const added = await this.client.addItem(item);
		await this.keep(added.item_id, this.ports.items.note(added));
		return added;
	}

	async editTexts(itemId: number, texts: Partial<ItemTexts>): Promise<ItemTexts> {
		const { account, items } = this.ports;
		const shown = await this.client.editTexts(itemId, texts);
		await this.keep(itemId, items.noteTitle(account, itemId, shown.title));
		return shown;
	}

	async addImage(itemId: number, place: number, url: string): Promise<void> {
		await this.client.addImage(itemId, place, url);
	}

	async deleteImage(itemId: number, place: number): Promise<void> {
		await this.client.deleteImage(itemId, place);
	}

	private async noted(itemId: number, answer: Promise<Listing>): Promise<Listing> {
		const { account, items } = this.ports;
		let listing: Listing;
		try {
			listing = await answer;
		} catch (error) {
			if (error instanceof ItemGoneError) await this.keep(itemId, items.forget(account, itemId));
			throw error;
		}
		await this.keep(itemId, items.note(listing));
		return listing;
	}

	private async keep(itemId: number, note: Promise<void>): Promise<void> {
		try {
			await note;
		} catch (error) {
			this.ports.warn(`item ${itemId} could not be noted`, error);
		}
	}
}
