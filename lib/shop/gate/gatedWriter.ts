import type { Ledger } from '../../ledger/ledger';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { ShopStoppedError } from '../errors';
import type { ItemTexts, NewItem, ShopWriter } from '../ports';
import { describeStop, findDry, findStop, type Writer } from './stopped';

export interface GatedWriterPorts {
	client: ShopWriter;
	account: string;
	ledger: Pick<Ledger, 'pauses' | 'brakes' | 'rules' | 'history'>;
	writer: Writer;
	/** Number of the run; absent or null = not known. */
	run?: string | null;
}

/**
 * Texts, pictures, codes and new items of one account. Each call looks first whether the shop was stopped meanwhile.
 * All methods throw ShopStoppedError then, and the shop's own errors.
 */
export class GatedWriter {
	constructor(private readonly ports: GatedWriterPorts) {}

	async add(item: NewItem): Promise<Listing> {
		await this.requireOpen();
		return await this.ports.client.addItem(item);
	}

	/** Puts a new item on sale. */
	async show(itemId: number, edits: Edits): Promise<Listing> {
		await this.requireOpen();
		return await this.ports.client.editItem(itemId, edits);
	}

	async putTexts(itemId: number, texts: Partial<ItemTexts>): Promise<ItemTexts> {
		await this.requireOpen();
		return await this.ports.client.editTexts(itemId, texts);
	}

	/** Writes the seller's code of an item, by which it sells another product. */
	async putCode(itemId: number, code: string): Promise<Listing> {
		await this.requireOpen();
		return await this.ports.client.editCode(itemId, code);
	}

	async putImage(itemId: number, place: number, url: string): Promise<void> {
		await this.requireOpen();
		await this.ports.client.addImage(itemId, place, url);
	}

	async removeImage(itemId: number, place: number): Promise<void> {
		await this.requireOpen();
		await this.ports.client.deleteImage(itemId, place);
	}

	private async requireOpen(): Promise<void> {
		const { ledger, account, writer, run = null } = this.ports;
		const stop =
			(await findStop(ledger, account, { edits: null, writer })) ??
			(await findDry(ledger, account, { writer, run }));
		if (stop) throw new ShopStoppedError(describeStop(account, stop), 'stopped');
	}
}
