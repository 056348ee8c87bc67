import { addFigures, noFigures, type WatchFigures } from '../../freshness/figures';
import type { Announced } from '../../freshness/habits';
import { unwatched, type ItemLooks } from '../../freshness/looks';
import { findSetBack, shiftLooks, type SetBack } from '../../freshness/setBack';
import { toStamp } from '../../listing/stamp';
import { changeRecord } from '../../stores/changeRecord';
import type { Store } from '../../stores/store';

/**
 * The memory of an item in the shortest form: when it was last looked at and last confirmed, ms since 1970, changes
 * in thousandths, minutes watched to a tenth, and 1 if a look saw it move.
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
	/** When the clock was set back last; the items are noted by the clock as it was after that. */
	set_back?: SetBack;
}

export interface ShopLooks extends Announced {
	/** By ASIN; absent = never looked at. */
	items: ReadonlyMap<string, ItemLooks>;
	/** The work of the last days, today's part too. */
	figures: WatchFigures;
	/** When the clock was set back last; null = never. The items are brought to the clock as it is now. */
	setBack: SetBack | null;
}

/** The findings of one slice. */
export interface SliceNotes {
	looks: ReadonlyMap<string, ItemLooks>;
	/** Changes that it confirmed. */
	found: Announced;
	figures: WatchFigures;
	/** ASINs of the shop: the others are forgotten. */
	listed: ReadonlySet<string>;
	/** As it was read before the slice. */
	setBack: SetBack | null;
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
		const { shown = 0, hidden = 0, set_back: known = null } = found;
		const restored = Object.entries(items).map(([asin, stored]): [string, ItemLooks] => [
			asin,
			restore(stored),
		]);
		const newest = restored.reduce((latest, [, { looked }]) => Math.max(latest, looked), 0);
		const setBack = findSetBack(known, newest, this.now());
		const figures = Object.values(days).reduce(addFigures, noFigures());
		return {
			...{ shown, hidden, figures, setBack },
			items: new Map(setBack === known ? restored : shiftAll(restored, setBack!)),
		};
	}

	/** Notes what a slice saw; items of other slices keep what was noted of them. */
	async note(account: string, notes: SliceNotes): Promise<void> {
		const { looks, found, figures, listed, setBack } = notes;
		const today = toStamp(this.now()).slice(0, 10);
		await changeRecord<LooksRecord>(this.store, 'looks', account, (current) => {
			const kept = Object.entries(current?.items ?? {}).filter(([asin]) => listed.has(asin));
			const isNew = setBack !== null && setBack.at !== current?.set_back?.at;
			const items = Object.fromEntries(isNew ? shiftStored(kept, setBack) : kept);
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
				...(setBack ? { set_back: setBack } : {}),
			};
		});
	}
}

const shiftAll = (
	items: ReadonlyArray<[string, ItemLooks]>,
	setBack: SetBack,
): Array<[string, ItemLooks]> => items.map(([asin, looks]) => [asin, shiftLooks(looks, setBack)]);

const shiftStored = (
	items: ReadonlyArray<[string, StoredLooks]>,
	setBack: SetBack,
): Array<[string, StoredLooks]> =>
	items.map(([asin, stored]) => [asin, reduce(shiftLooks(restore(stored), setBack))]);

const reduce = ({ looked, confirmed, changes, watched, moved }: ItemLooks): StoredLooks => [
	Math.floor(looked),
	Math.floor(confirmed),
	Math.round(changes * 1000),
	// Rounded to whole minutes, an item that is looked at twice a minute would never have been watched.
	Math.round(watched / 6_000) / 10,
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
