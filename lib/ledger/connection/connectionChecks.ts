import type { Finding } from '../../findings/finding';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/** An item that a check made in a shop and has not removed yet. */
export interface TestItemRecord {
	/** Its code in the shop, by which it can be found. */
	code: string;
	/** null if the shop's answer about it never arrived. */
	item_id: number | null;
}

/** The findings of the last check of a shop's connections, and the items that it left behind. */
export interface ConnectionCheck {
	/** Milliseconds since 1970; null = no check was finished. */
	checked_at: number | null;
	findings: Finding[];
	/** Findings about writing, which only a check with a test item brings; the newest ones are kept. */
	settled: Finding[];
	test_items: TestItemRecord[];
}

const nothingChecked: ConnectionCheck = {
	checked_at: null,
	findings: [],
	settled: [],
	test_items: [],
};

/** The checks of connections, by account. A test item is noted here before it is made. */
export class ConnectionChecks {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	async get(account: string): Promise<ConnectionCheck> {
		const found = await this.store.read('checks', [account]);
		return { ...nothingChecked, ...(found.get(account) as Partial<ConnectionCheck> | undefined) };
	}

	/** @param settled findings about writing; empty = no test item was made */
	async keep(account: string, findings: Finding[], settled: Finding[]): Promise<void> {
		const checked_at = this.now();
		await this.#change(account, (check) => ({
			...check,
			...{ checked_at, findings },
			settled: settled.length > 0 ? settled : check.settled,
		}));
	}

	/** Notes a test item, or what its number is. */
	async noteItem(account: string, item: TestItemRecord): Promise<void> {
		await this.#change(account, (check) => ({
			...check,
			test_items: [...check.test_items.filter(({ code }) => code !== item.code), item],
		}));
	}

	async forgetItem(account: string, code: string): Promise<void> {
		await this.#change(account, (check) => ({
			...check,
			test_items: check.test_items.filter((item) => item.code !== code),
		}));
	}

	async #change(
		account: string,
		change: (check: ConnectionCheck) => ConnectionCheck,
	): Promise<void> {
		await changeRecord<ConnectionCheck>(this.store, 'checks', account, (current) =>
			change({ ...nothingChecked, ...current }),
		);
	}
}
