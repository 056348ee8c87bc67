import { addFigures, noFigures, type WatchFigures } from '../../freshness/figures';
import type { Announced } from '../../freshness/habits';
import { unwatched, type ItemLooks } from '../../freshness/looks';
import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/**
 * The memory of an item in the shortest form: when it was last looked at and last confirmed, ms
 * since 1970, changes in thousandths, minutes watched, and 1 if a look saw it move.
 */
type StoredLooks = [
	looked: number,
	confirmed: number,
	changes: number,
	watched: number,
	moved: 0 | 1,
];

interface LooksRecord extends Announced {
	/** By day in the shop's time zone. */
	days?: Record<string, WatchFigures>;
	items: Record<string, StoredLooks>;
}

export interface ShopLooks extends Announced {
	/** By ASIN; absent = never looked at. */
	items: ReadonlyMap<string, ItemLooks>;
	/** The work of the last days, today's part too. */
	figures: WatchFigures;
}

/** The findings of one slice. */
export interface SliceNotes {
	looks: ReadonlyMap<string, ItemLooks>;
	/** Changes that it confirmed. */
	found: Announced;
	figures: WatchFigures;
	/** ASINs of the shop: the others are forgotten. */
	listed: ReadonlySet<string>;
}

const KEPT_DAYS = 7;

/** How often the items of each shop account were looked at, and what was seen: one compact record a shop. */
export class Looks {
	constructor(
		private readonly store: Store,
		/** Milliseconds since 1970. */
		private readonly now: () => number,
	) {}

	async read(account: string): Promise<ShopLooks> {
		const record = (await this.store.read('looks', [account])).get(account);
		const { items = {}, days = {}, ...found } = (record ?? {}) as Partial<LooksRecord>;
		const { shown = 0, hidden = 0 } = found;
		const restored = Object.entries(items).map(([asin, stored]): [string, ItemLooks] => [
			asin,
			restore(stored),
		]);
		const figures = Object.values(days).reduce(addFigures, noFigures());
		return { items: new Map(restored), shown, hidden, figures };
	}

	/** Notes what a slice saw; items of other slices keep what was noted of them. */
	async note(account: string, { looks, found, figures, listed }: SliceNotes): Promise<void> {
		const today = toStamp(this.now()).slice(0, 10);
		await changeRecord<LooksRecord>(this.store, 'looks', account, (current) => {
			const kept = Object.entries(current?.items ?? {}).filter(([asin]) => listed.has(asin));
			const items = Object.fromEntries(kept);
			for (const [asin, each] of looks) items[asin] = reduce(each);
			const days = Object.entries(current?.days ?? {})
				.sort()
				.slice(-KEPT_DAYS);
			const before = current?.days?.[today] ?? noFigures();
			return {
				shown: (current?.shown ?? 0) + found.shown,
				hidden: (current?.hidden ?? 0) + found.hidden,
				days: { ...Object.fromEntries(days), [today]: addFigures(before, figures) },
				items,
			};
		});
	}
}

const reduce = ({ looked, confirmed, changes, watched, moved }: ItemLooks): StoredLooks => [
	Math.floor(looked),
	Math.floor(confirmed),
	Math.round(changes * 1000),
	Math.round(watched / 60_000),
	moved ? 1 : 0,
];

function restore(stored: StoredLooks): ItemLooks {
	if (!Array.isArray(stored)) return unwatched;
	const [looked = 0, confirmed = 0, changes = 0, watched = 0, moved = 0] = stored;
	return {
		...{ looked, confirmed },
		...{ changes: changes / 1000, watched: watched * 60_000, moved: moved === 1 },
	};
}
