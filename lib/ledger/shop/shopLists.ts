import { ownValue } from '../../listing/memory';
import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';
import { noteFalls, type StockFalls } from '../stockFalls';

/** The memory of an account's list of items. Times: ISO 8601 with offset. */
export interface ShopListRecord {
	/** Items of the last list that was accepted as whole, including those that could not be read. */
	count: number;
	at: string | null;
	/** Items of that list that were on sale. */
	visible: number;
	/** Items and rows of that list without stock. */
	falls: StockFalls;
	/** Rows that this package emptied itself, because they are sold out at Amazon. */
	own_empty: string[];
	/** Size of a smaller list that was refused and reported since; null if none. */
	refused_count: number | null;
	refused_at: string | null;
	/** By workflow: the unreadable items that it has reported. */
	told_unreadable: Record<string, string[]>;
}

/** A list that counts as whole. */
export interface AcceptedList {
	count: number;
	/** Items that are on sale. */
	visible: number;
	/** Names of the items and rows on sale that have no stock. */
	empty: string[];
	/** The same of hidden items. */
	emptyHidden: string[];
}

const nothingKnown: ShopListRecord = {
	count: 0,
	at: null,
	visible: 0,
	falls: {},
	own_empty: [],
	refused_count: null,
	refused_at: null,
	told_unreadable: {},
};

/** By shop account: the size of its last whole list, and the odd items that were reported. */
export class ShopLists {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	/** Returns null if no list of the account was ever accepted as whole. */
	async get(account: string): Promise<ShopListRecord | null> {
		const found = await this.store.read('lists', [account]);
		const record = found.get(account) as Partial<ShopListRecord> | undefined;
		return record?.at ? { ...nothingKnown, ...record } : null;
	}

	/** Accepts a list as whole: later ones are compared with it. */
	async accept(
		account: string,
		{ count, visible, empty, emptyHidden }: AcceptedList,
	): Promise<void> {
		const at = toStamp(this.now());
		await this.#change(account, ({ falls, own_empty }) => {
			const own = new Set(own_empty);
			// Hidden for a while, a stock that fell is still the same fall.
			const stillFallen = emptyHidden.filter((name) => Object.hasOwn(falls, name));
			const fallen = [...empty, ...stillFallen].filter((name) => !own.has(name));
			return {
				...{ count, at, visible, falls: noteFalls(falls, fallen, at) },
				// A row stays ours while its item is hidden.
				own_empty: [...empty, ...emptyHidden].filter((name) => own.has(name)),
				...{ refused_count: null, refused_at: null },
			};
		});
	}

	/** Notes rows that this package emptied: they have not fallen by a sale or by hand. */
	async noteEmptied(account: string, names: readonly string[]): Promise<void> {
		if (names.length === 0) return;
		await this.#change(account, ({ own_empty }) => ({
			own_empty: [...new Set([...own_empty, ...names])],
		}));
	}

	/** Notes that a list was refused as too small; the earlier record stays. */
	async refuse(account: string, count: number): Promise<void> {
		const refused_at = toStamp(this.now());
		await this.#change(account, () => ({ refused_count: count, refused_at }));
	}

	/**
	 * Notes that a workflow is about to report these unreadable items.
	 * @returns true if at least one of them is new to that workflow
	 */
	async noteUnreadable(
		account: string,
		workflow: string,
		keys: readonly string[],
	): Promise<boolean> {
		let isNews = false;
		await this.#change(account, ({ told_unreadable: told }) => {
			const before = new Set(ownValue(told, workflow) ?? []);
			isNews = keys.some((key) => !before.has(key));
			return { told_unreadable: { ...told, [workflow]: [...keys] } };
		});
		return isNews;
	}

	/** Returns the numbers of the items that the workflow's last list could not read. */
	async unreadableIds(account: string, workflow: string): Promise<string[]> {
		const record = await this.get(account);
		return (ownValue(record?.told_unreadable ?? {}, workflow) ?? []).map(
			(key) => key.split('/')[0]!,
		);
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
