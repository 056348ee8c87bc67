import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { JsonObject, Store } from '../../stores/store';

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
	/** Day of return, ISO 8601 with offset; null = until a person ends it. */
	until: string | null;
	/** The pause that goes on after that day; null = none. */
	before: PauseCause | null;
}

/** True once a day of return has come. @param now milliseconds since 1970 */
export const isPast = (until: string | null, now: number): boolean =>
	until !== null && Date.parse(until) <= now;

export interface NewPause extends PauseCause {
	until?: string | null;
	before?: PauseCause | null;
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
		return found ? this.readLiving(found) : null;
	}

	/**
	 * Pauses an account. A second pause keeps the first one's time; with `ifFree` it keeps the first one
	 * entirely.
	 */
	async set(
		account: string,
		{ by, reason, until = null, before = null }: NewPause,
		{ ifFree = false } = {},
	): Promise<void> {
		await changeRecord<Pause>(this.store, 'pauses', account, (found) => {
			const current = found && this.readLiving(found as unknown as JsonObject);
			if (ifFree && current) return undefined;
			return { since: current?.since ?? toStamp(this.now()), by, reason, until, before };
		});
	}

	/** Returns the pause that still holds: after a day of return the one from before it, if there was one. */
	private readLiving(found: JsonObject): Pause | null {
		const pause = readPause(found);
		if (!isPast(pause.until, this.now())) return pause;
		return pause.before && { since: pause.since, ...pause.before, until: null, before: null };
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

function readPause(found: Record<string, unknown>): Pause {
	const reason = String(found.reason);
	const until = (found.until as string | null | undefined) ?? null;
	const before = (found.before as PauseCause | null | undefined) ?? null;
	return { since: String(found.since), by: readBy(found.by, reason), reason, until, before };
}

/** A pause of version 0.1 has no `by`. */
function readBy(by: unknown, reason: string): PausedBy {
	if (by === 'owner' || by === 'brake' || by === 'undo') return by;
	return reason.startsWith(OLD_BRAKE_REASON) ? 'brake' : 'owner';
}
