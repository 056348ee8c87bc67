import type { Listing } from '../../../listing/listing';
import { ownValue, type ShopMemory } from '../../../listing/memory';
import type { Ledger } from '../../../ledger/ledger';
import { AccountRefusedError } from '../../errors';
import type { ShopReader } from '../../ports';
import { readLeniently } from '../../wholeList';

/** The last look at a shop's list. Plain data: a run keeps it from chunk to chunk. */
export interface ListLook {
	/** When the list was read, ms since 1970; 0 = never. */
	lookedAt: number;
	/** Numbers of the items that were hidden then; null if it could not be read. */
	hidden: number[] | null;
}

/** The owner may have hidden more since. */
const OLDEST_LOOK_MS = 15 * 60_000;

export interface LookPorts {
	client: Pick<ShopReader, 'readList'>;
	account: string;
	ledger: Pick<Ledger, 'lists'>;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Called after each page; may throw to stop. */
	onPage?: () => void;
	/** Reports a failure that has no further consequence. */
	warn: (what: string, error: unknown) => void;
}

/**
 * Returns the items that are hidden by the shop's list, read anew every 15 minutes; null if it can't be read, as
 * while it shifts. A hide that found its item hidden must not count as ours: it would be shown again against the
 * owner's wish.
 * @throws AccountRefusedError, or what `onPage` throws
 */
export async function findHiddenItems(
	look: ListLook,
	{ client, account, ledger, now, onPage, warn }: LookPorts,
): Promise<ReadonlySet<number> | null> {
	if (Math.abs(now() - look.lookedAt) > OLDEST_LOOK_MS) {
		look.lookedAt = now();
		try {
			const { listings } = await readLeniently({ client, account, ledger: ledger.lists, onPage });
			look.hidden = listings.filter(({ visible }) => !visible).map(({ item_id }) => item_id);
		} catch (error) {
			if (error instanceof AccountRefusedError) throw error;
			onPage?.();
			look.hidden = null;
			warn('the list could not be read again', error);
		}
	}
	return look.hidden && new Set(look.hidden);
}

/** Hides of a run to one account, and its last look at the list. */
export type HideCount = ListLook & { hides: number };

/** Returns the count of an account in those of a run, and begins it. */
export function findHideCount(hides: Record<string, HideCount>, account: string): HideCount {
	const count = ownValue(hides, account) ?? { hides: 0, lookedAt: 0, hidden: null };
	hides[account] = count;
	return count;
}

/**
 * From this many hides on in a run, items are looked at by the list, which costs BASE's hour one call for a
 * hundred of them: at a call each, half the hour would go into looking while sold-out items stay on sale.
 */
export const MANY_HIDES = 200;

/** True if nobody is known to have touched an item since the last look at the list: another run may have shown it. */
export function isSeenSince(
	{ lookedAt }: ListLook,
	{ read_at }: Listing,
	{ last_written: written }: ShopMemory,
): boolean {
	return Math.max(Date.parse(read_at), Date.parse(written?.at ?? read_at)) <= lookedAt;
}
