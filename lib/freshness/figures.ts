import { readInStock, type Offer } from '../listing/offer';
import { lanes, type Lane } from './workSlice';

/** The ways in which an item changes at Amazon. */
export const changeKinds = ['sold_out', 'raise', 'cut', 'back'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Upper ends of the classes that waits are counted in, minutes; the last class holds all longer ones. */
export const WAIT_ENDS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 180] as const;

/** The work of the watch in some time. */
export interface WatchFigures {
	/** By kind and class: changes by how long they can have been unseen. */
	waits: Record<ChangeKind, number[]>;
	/** Time of each quota that was used, ms. */
	used: Record<Lane, number>;
	/** Time in which the quotas refilled, ms. */
	watched: number;
}

const MINUTE_MS = 60_000;

export const noFigures = (): WatchFigures => ({
	waits: Object.fromEntries(
		changeKinds.map((kind) => [kind, Array.from({ length: WAIT_ENDS.length + 1 }, () => 0)]),
	) as WatchFigures['waits'],
	used: { look: 0, batch: 0, single: 0 },
	watched: 0,
});

/** Counts a change. @param waitedMs time since the item was last seen as it was before */
export function countChange(figures: WatchFigures, kind: ChangeKind, waitedMs: number): void {
	const place = WAIT_ENDS.findIndex((end) => waitedMs <= end * MINUTE_MS);
	figures.waits[kind][place < 0 ? WAIT_ENDS.length : place]! += 1;
}

export function addFigures(one: WatchFigures, other: WatchFigures): WatchFigures {
	const sum = noFigures();
	for (const kind of changeKinds) {
		sum.waits[kind] = sum.waits[kind].map(
			(_, place) => (one.waits[kind][place] ?? 0) + (other.waits[kind][place] ?? 0),
		);
	}
	for (const lane of lanes) {
		sum.used[lane] = one.used[lane] + other.used[lane];
	}
	return { ...sum, watched: one.watched + other.watched };
}

/**
 * Returns the minutes within which this share of the changes was seen: the end of their class, Infinity beyond the
 * last; null without a change.
 * @param share 0 to 1
 */
export function findWait(counts: readonly number[], share: number): number | null {
	const all = counts.reduce((sum, count) => sum + count, 0);
	if (all === 0) return null;
	let seen = 0;
	const place = counts.findIndex((count) => (seen += count) >= all * share);
	return WAIT_ENDS[place] ?? Infinity;
}

/** The store's knowledge before an answer. */
interface KnownState {
	in_stock?: boolean | null;
	/** Yen. */
	price?: number | null;
}

/** Names the change by what it means for the shop. */
export function nameChange(known: KnownState | undefined, offer: Offer): ChangeKind {
	const isSold = readInStock(offer) === true;
	if (known?.in_stock !== isSold) return isSold ? 'back' : 'sold_out';
	return (offer.price ?? 0) < (known.price ?? 0) ? 'cut' : 'raise';
}
