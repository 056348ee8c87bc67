import type { IDataObject } from 'n8n-workflow';
import type { Cache, CacheWrite, WriteOutcome } from '../../../cache/cache';
import type { DocumentPatch } from '../../../cache/document';
import { asError } from '../../../stores/errors';
import { makeItemPatch, type WritableGroup } from './makeItemPatch';

/** An item whose parts are to be stored. */
export interface ItemToWrite {
	asin: string;
	json: IDataObject;
	/** false: Amazon's data is stored, but the shop's and people's data is left unchanged. */
	isLive: boolean;
}

export type ItemOutcome = { ok: true } | { ok: false; error: Error };

/**
 * Stores the items' parts. A bad item fails alone.
 * @param at present time, ISO 8601 with offset
 * @returns one outcome per item; null if the item held nothing to write
 */
export async function writeItems(
	cache: Cache,
	items: readonly ItemToWrite[],
	groups: ReadonlySet<WritableGroup>,
	at: string,
): Promise<Array<ItemOutcome | null>> {
	const patches = items.map(({ asin, json, isLive }) =>
		tryPatch(() => makeItemPatch(asin, json, { groups, isLive, at })),
	);
	const writes: CacheWrite[] = [];
	const places: number[] = [];
	patches.forEach((patch, place) => {
		if (patch instanceof Error || Object.keys(patch).length === 0) return;
		writes.push({ asin: items[place]!.asin, set: patch });
		places.push(place);
	});
	const outcomes = await cache.write(writes);
	const byPlace = new Map<number, WriteOutcome>();
	outcomes.forEach((outcome, written) => byPlace.set(places[written]!, outcome));
	return patches.map((patch, place) =>
		patch instanceof Error ? { ok: false, error: patch } : (byPlace.get(place) ?? null),
	);
}

function tryPatch(make: () => DocumentPatch): DocumentPatch | Error {
	try {
		return make();
	} catch (error) {
		return asError(error);
	}
}
