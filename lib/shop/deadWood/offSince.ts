import type { WatchedFacts } from '../../cache/statistics';
import { readShopMemory } from '../../changes/guards/guard';
import type { Listing } from '../../listing/listing';
import type { TrailPoint } from '../../listing/trail';

/**
 * Returns since when a product is not to be had, milliseconds since 1970; null if nobody knows. A product that was
 * sold out at its first answer has no trail: then the sync hid its item soon after.
 */
export function findOffSince(
	trail: readonly TrailPoint[],
	facts: WatchedFacts,
	listing: Listing,
): number | null {
	const lastOn = trail.findLastIndex(({ is_on }) => is_on === true);
	const firstOff = trail.slice(lastOn + 1).find(({ is_on }) => is_on === false);
	const hidden = readShopMemory(facts, listing).hidden_by_sync_at;
	const times = [firstOff?.at, parse(facts.gone?.since), ...(firstOff ? [] : [parse(hidden)])];
	const known = times.filter((time) => time !== undefined);
	return known.length === 0 ? null : Math.min(...known);
}

/** A time that can't be read says nothing. */
function parse(stamp: string | null | undefined): number | undefined {
	const at = Date.parse(stamp ?? '');
	return Number.isNaN(at) ? undefined : at;
}
