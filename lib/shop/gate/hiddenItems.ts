import type { Ledger } from '../../ledger/ledger';
import type { ShopReader } from '../ports';
import { readLeniently } from '../wholeList';

/** Hides of a run to one account, and its last look at the list. Plain data: a run keeps it from chunk to chunk. */
export interface HideCount {
	hides: number;
	/** When the list was read, ms since 1970; 0 = never. */
	lookedAt: number;
	/** Numbers of the items that were hidden then. */
	hidden: number[];
}

/**
 * From this many hides on in a run, items are looked at by the list, which costs BASE's hour one call for a
 * hundred of them: at a call each, half the hour would go into looking while sold-out items stay on sale.
 */
const MANY_HIDES = 200;
/** The owner may have hidden more since. */
const OLDEST_LOOK_MS = 15 * 60_000;

export interface HideLook {
	client: Pick<ShopReader, 'readList'>;
	account: string;
	ledger: Pick<Ledger, 'lists'>;
	/** Milliseconds since 1970. */
	now: number;
}

/**
 * Returns the items that are hidden already; null if each item is to be looked at by itself. A hide that found its
 * item hidden must not count as ours: it would be shown again against the owner's wish.
 */
export async function findHidden(
	count: HideCount,
	{ client, account, ledger, now }: HideLook,
): Promise<ReadonlySet<number> | null> {
	if (count.hides < MANY_HIDES) return null;
	if (Math.abs(now - count.lookedAt) > OLDEST_LOOK_MS) {
		const { listings } = await readLeniently({ client, account, ledger: ledger.lists });
		count.hidden = listings.filter(({ visible }) => !visible).map(({ item_id }) => item_id);
		count.lookedAt = now;
	}
	return new Set(count.hidden);
}
