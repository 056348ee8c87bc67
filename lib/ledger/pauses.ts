import { toStamp } from '../listing/stamp';
import { changeRecord } from '../stores/changeRecord';
import type { Store } from '../stores/store';

/** The kind of pause: a person used the Pause form, an emergency brake, or a run is being undone. */
export type PausedBy = 'owner' | 'brake' | 'undo';

/** The cause of a shop's pause. */
export interface PauseCause {
	by: PausedBy;
	/** In the owner's words, or the automatic cause. */
	reason: string;
}

export interface Pause extends PauseCause {
	/** ISO 8601 with offset. */
	since: string;
}

/** Version 0.1 recognised its own brakes by this first word of the reason. */
const OLD_BRAKE_REASON = '緊急停止';

/** Shop accounts that must not be written to until a person allows it. */
export class Pauses {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
	) {}

	async get(account: string): Promise<Pause | null> {
		const found = (await this.store.read('pauses', [account])).get(account);
		return found ? readPause(found) : null;
	}

	/**
	 * Pauses an account. A second pause keeps the first one's time; with `ifFree` it keeps the first one
	 * entirely.
	 */
	async set(account: string, cause: PauseCause, { ifFree = false } = {}): Promise<void> {
		await changeRecord<Pause>(this.store, 'pauses', account, (current) =>
			ifFree && current
				? undefined
				: { since: current?.since ?? toStamp(this.now()), ...pickCause(cause) },
		);
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

const pickCause = ({ by, reason }: PauseCause): PauseCause => ({ by, reason });

function readPause(found: Record<string, unknown>): Pause {
	const reason = String(found.reason);
	return { since: String(found.since), by: readBy(found.by, reason), reason };
}

/** A pause of version 0.1 has no `by`. */
function readBy(by: unknown, reason: string): PausedBy {
	if (by === 'owner' || by === 'brake' || by === 'undo') return by;
	return reason.startsWith(OLD_BRAKE_REASON) ? 'brake' : 'owner';
}
