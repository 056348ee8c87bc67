import { toStamp } from '../listing/stamp';
import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

export interface Pause {
	/** ISO 8601 with offset. */
	since: string;
	/** In the owner's words, or what paused it by itself. */
	reason: string;
}

/** Shop accounts that nothing is to be written to until a person says so. */
export class Pauses {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	async get(account: string): Promise<Pause | null> {
		const found = await this.store.read('pauses', [account]);
		const pause = found.get(account);
		return pause ? { since: String(pause.since), reason: String(pause.reason) } : null;
	}

	/** A second pause keeps the first one's time, and where that is wanted its reason. */
	async set(account: string, reason: string, { keepsReason = false } = {}): Promise<void> {
		await changeRecord<Pause>(this.store, 'pauses', account, (current) => ({
			since: current?.since ?? toStamp(this.now()),
			reason: keepsReason && current ? current.reason : reason,
		}));
	}

	async clear(account: string): Promise<void> {
		await changeRecord<Pause>(this.store, 'pauses', account, () => null);
	}

	async all(): Promise<Map<string, Pause>> {
		const pauses = new Map<string, Pause>();
		for await (const account of this.store.keys('pauses')) {
			const pause = await this.get(account);
			if (pause) pauses.set(account, pause);
		}
		return pauses;
	}
}
