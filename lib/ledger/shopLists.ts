import { toStamp } from '../listing/stamp';
import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

/** What is remembered of an account's list of items. Times: ISO 8601 with offset. */
export interface ShopListRecord {
	/** Items of the last list that was taken for whole, those that could not be read included. */
	count: number;
	at: string | null;
	/** A smaller list that was refused and told since; null = none. */
	refused_count: number | null;
	refused_at: string | null;
	/** By workflow: the items that can't be read and that it has told of. */
	told_unreadable: Record<string, string[]>;
}

const nothingKnown: ShopListRecord = {
	count: 0,
	at: null,
	refused_count: null,
	refused_at: null,
	told_unreadable: {},
};

/** By shop account: how large its last whole list was, and which odd items were told. */
export class ShopLists {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	/** null where no list of the account was ever taken for whole. */
	async get(account: string): Promise<ShopListRecord | null> {
		const found = await this.store.read('lists', [account]);
		const record = found.get(account) as Partial<ShopListRecord> | undefined;
		return record?.at ? { ...nothingKnown, ...record } : null;
	}

	/** A list is taken for whole: later ones are measured against it. */
	async accept(account: string, count: number): Promise<void> {
		const at = toStamp(this.now());
		await this.#change(account, () => ({ count, at, refused_count: null, refused_at: null }));
	}

	/** A list is refused as too small; what was known stays. */
	async refuse(account: string, count: number): Promise<void> {
		const refused_at = toStamp(this.now());
		await this.#change(account, () => ({ refused_count: count, refused_at }));
	}

	/**
	 * A workflow is about to tell of these items that can't be read.
	 * @returns true where at least one of them is new to that workflow
	 */
	async noteUnreadable(
		account: string,
		workflow: string,
		keys: readonly string[],
	): Promise<boolean> {
		let isNews = false;
		await this.#change(account, ({ told_unreadable: told }) => {
			const before = new Set(told[workflow] ?? []);
			isNews = keys.some((key) => !before.has(key));
			return { told_unreadable: { ...told, [workflow]: [...keys] } };
		});
		return isNews;
	}

	async #change(
		account: string,
		change: (record: ShopListRecord) => Partial<ShopListRecord>,
	): Promise<void> {
		await changeRecord<ShopListRecord>(this.store, 'lists', account, (current) => {
			const record = { ...nothingKnown, ...current };
			return { ...record, ...change(record) };
		});
	}
}
