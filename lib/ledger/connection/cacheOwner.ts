import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/** The Amazon account that a cache belongs to. */
export interface AmazonOwner {
	/** A digest of the app's client id. */
	account: string;
	/** Country code, e.g. `JP`. */
	marketplace: string;
}

const NAME = 'amazon_account';

/**
 * Ties the store to one Amazon account: Amazon's policies forbid mixing the data of several, and prices of another
 * marketplace would reach the shop.
 */
export class CacheOwner {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	/** True if the store is nobody's yet. */
	async isFree(): Promise<boolean> {
		return (await this.store.read('watch', [NAME])).size === 0;
	}

	/** Returns true if the store is the account's; a store that is nobody's becomes its own. */
	async claim(owner: AmazonOwner): Promise<boolean> {
		const [held] = (await this.store.read('watch', [NAME])).values();
		if (held !== undefined) return isSame(held as unknown as AmazonOwner, owner);
		const kept = await changeRecord<AmazonOwner>(this.store, 'watch', NAME, (current) =>
			current === undefined ? this.#note(owner) : undefined,
		);
		return kept !== undefined && isSame(kept, owner);
	}

	/** Hands the store over to another app, because the owner says that it is of the same account. */
	async handOver(owner: AmazonOwner): Promise<void> {
		await changeRecord<AmazonOwner>(this.store, 'watch', NAME, () => this.#note(owner));
	}

	#note({ account, marketplace }: AmazonOwner): AmazonOwner & { noted_at: number } {
		return { account, marketplace, noted_at: this.now() };
	}
}

const isSame = (one: AmazonOwner, other: AmazonOwner): boolean =>
	one.account === other.account && one.marketplace === other.marketplace;
