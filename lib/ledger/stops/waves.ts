import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/** Edits of one kind that a chunk of a run has made. */
interface CountedEdits {
	kind: string;
	count: number;
	/** How many of them a fault of our own could have made. */
	counted: number;
	/** ISO 8601 with offset. */
	at: string;
}

interface WavesRecord {
	edits: CountedEdits[];
}

/** The edits of one kind within the last hours. */
export interface Wave {
	count: number;
	counted: number;
}

/** Edits are counted over this time, in all runs of the shop, ms. */
export const WAVE_MS = 3 * 3_600_000;

/** How many edits of each kind were made in each shop account lately, whichever run made them. */
export class Waves {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	/** Returns the edits of the last 3 hours, by kind. */
	async recent(account: string): Promise<Map<string, Wave>> {
		const record = (await this.store.read('waves', [account])).get(account);
		const waves = new Map<string, Wave>();
		for (const { kind, count, counted } of this.keepRecent(record as WavesRecord | undefined)) {
			const sum = waves.get(kind) ?? { count: 0, counted: 0 };
			waves.set(kind, { count: sum.count + count, counted: sum.counted + counted });
		}
		return waves;
	}

	async add(account: string, edits: ReadonlyMap<string, Wave>): Promise<void> {
		if (edits.size === 0) return;
		const at = toStamp(this.now());
		const added = [...edits].map(([kind, wave]) => ({ kind, ...wave, at }));
		await changeRecord<WavesRecord>(this.store, 'waves', account, (current) => ({
			edits: [...this.keepRecent(current), ...added],
		}));
	}

	/**
	 * Edits of the next hours count too: a clock that is set back a little must not begin the count anew. Later
	 * ones come from a clock that was ahead, and would count for as long as it was ahead.
	 */
	private keepRecent(record: WavesRecord | undefined): CountedEdits[] {
		const edits = record?.edits ?? [];
		return edits.filter(({ at }) => Math.abs(this.now() - Date.parse(at)) < WAVE_MS);
	}
}
