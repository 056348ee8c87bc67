import type { Ledger } from '../../ledger/ledger';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { AnswerLostError, ItemGoneError, ShopError, ShopStoppedError } from '../errors';
import type { ShopReader, TestItemWriter } from '../ports';
import { describeStop, findStop } from './stopped';

export interface TestItemPorts {
	client: TestItemWriter & Pick<ShopReader, 'getItem' | 'getNewestItems' | 'readList'>;
	account: string;
	ledger: Pick<Ledger, 'pauses' | 'brakes' | 'checks'>;
	/** Makes the code of a new item unlike any other. */
	newId: () => string;
}

const PREFIX = 'ABS-TEST-';
const TITLE = '【接続の確認】テスト用の商品です (自動で削除します)';
/** Nobody buys a test at this price, yen. */
const PRICE = 999_000;
const STOCK = 2;

/** The item as it is made. */
export const testItemFields = { title: TITLE, price: PRICE, stock: STOCK } as const;

/**
 * A hidden item that was made to learn how the shop answers. This is the one way to write to a shop without the
 * gate's questions about price and proof, so no method takes the number of an item: it is only ever the item
 * that `make` has just added, or that its code in the ledger and its title name.
 */
export class TestItem {
	private constructor(
		private readonly ports: TestItemPorts,
		private readonly itemId: number,
		private readonly code: string,
	) {}

	/**
	 * Adds the item, hidden. Its code is noted before, so that after a crash it can be found.
	 * @throws ShopStoppedError, and the shop's own errors
	 */
	static async make(ports: TestItemPorts): Promise<TestItem> {
		const { client, account, ledger, newId } = ports;
		await requireOpen(ports);
		const code = `${PREFIX}${newId()}`;
		await ledger.checks.noteItem(account, { code, item_id: null });
		const detail =
			'n8n-nodes-amazon-base-sync が接続を確かめるために作りました。残っていたら削除してください。';
		const item = { ...testItemFields, detail, visible: false, identifier: code };
		const added = await client.addItem(item);
		if (added.identifier !== code) {
			throw new AnswerLostError('BASEが別の商品を答えました', 'unreadable_answer');
		}
		await ledger.checks.noteItem(account, { code, item_id: added.item_id });
		return new TestItem(ports, added.item_id, code);
	}

	/** Removes the items that earlier checks left behind. Returns how many are gone and how many remain. */
	static async removeLeftovers(ports: TestItemPorts): Promise<{ removed: number; left: number }> {
		const { test_items } = await ports.ledger.checks.get(ports.account);
		let removed = 0;
		let left = 0;
		for (const { code, item_id } of test_items) {
			try {
				const found = await findLeftover(ports, code, item_id);
				if (found !== null) {
					await new TestItem(ports, found, code).remove();
					removed++;
				} else await ports.ledger.checks.forgetItem(ports.account, code);
			} catch (error) {
				if (!(error instanceof ShopError)) throw error;
				left++;
			}
		}
		return { removed, left };
	}

	async read(): Promise<Listing> {
		return await this.ports.client.getItem(this.itemId);
	}

	async edit(edits: Edits): Promise<Listing> {
		await requireOpen(this.ports);
		return await this.ports.client.editItem(this.itemId, edits);
	}

	async setStock(stock: number): Promise<Listing> {
		await requireOpen(this.ports);
		return await this.ports.client.editStock(this.itemId, stock);
	}

	async putImage(place: number, url: string): Promise<void> {
		await requireOpen(this.ports);
		await this.ports.client.addImage(this.itemId, place, url);
	}

	/** Deletes the item, after a last look that it is ours. */
	async remove(): Promise<void> {
		const { client, account, ledger } = this.ports;
		try {
			const shown = await client.getItem(this.itemId);
			if (!isOurs(shown, this.code)) {
				throw new AnswerLostError('テスト用の商品ではないため削除しません', 'not_ours');
			}
			await client.deleteItem(this.itemId);
		} catch (error) {
			if (!(error instanceof ItemGoneError)) throw error;
		}
		await ledger.checks.forgetItem(account, this.code);
	}
}

/** The owner may have made something else of it. A shop may store the title in another form. */
const isOurs = ({ identifier, title }: Listing, code: string): boolean =>
	identifier === code && code.startsWith(PREFIX) && toLetters(title) === toLetters(TITLE);

const toLetters = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

/** Returns the number of the item with this code; null if the shop has none. */
async function findLeftover(
	{ client }: TestItemPorts,
	code: string,
	itemId: number | null,
): Promise<number | null> {
	if (itemId !== null) return itemId;
	const find = ({ listings }: { listings: readonly Listing[] }) =>
		listings.find((listing) => isOurs(listing, code))?.item_id ?? null;
	const recent = find(await client.getNewestItems());
	if (recent !== null) return recent;
	const list = await client.readList();
	const found = find(list);
	if (found !== null || list.flaw === null) return found;
	throw new AnswerLostError('BASEの商品一覧を最後まで読めません', 'list_not_whole');
}

/** A stop by the owner or a brake holds for a test, too. */
async function requireOpen({ ledger, account }: TestItemPorts): Promise<void> {
	const stop = await findStop(ledger, account, { edits: null, writer: 'run' });
	if (stop) throw new ShopStoppedError(describeStop(account, stop), 'stopped');
}
