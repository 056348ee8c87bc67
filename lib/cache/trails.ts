import { parseStamp } from '../listing/stamp';
import { extendTrail, readPoint, readPoints, type TrailPoint } from '../listing/trail';
import type { JsonObject, Store } from '../stores/store';
import type { CacheDocument } from './document';

/** The points that a write adds to a product's trail. */
export interface Moved {
	asin: string;
	points: readonly TrailPoint[];
}

/** Returns the state before a write and after it; empty if price and stock are what they were. */
export function findMoved(
	before: CacheDocument | undefined,
	after: CacheDocument,
): readonly TrailPoint[] {
	// A product's first answer begins no trail: its first change does, with the state before it.
	if (!before || !hasState(before)) return [];
	if (before.price === after.price && before.in_stock === after.in_stock) return [];
	return [readState(before), readState(after)].filter((point) => point !== null);
}

const hasState = ({ price, in_stock }: CacheDocument): boolean =>
	price !== undefined || in_stock !== undefined;

function readState(document: CacheDocument): TrailPoint | null {
	const stamps = [document.price_updated_at, document.stock_updated_at].map(parseStamp);
	const at = Math.max(...stamps.map((stamp) => stamp ?? -Infinity));
	if (at === -Infinity) return null;
	return { at, price: document.price ?? null, is_on: document.in_stock ?? null };
}

/**
 * Adds points to the trails of products. They lie beside the documents, because each loop carries the documents.
 * @throws the store's failure */
export async function addToTrails(
	store: Store,
	moved: readonly Moved[],
	now: number,
): Promise<void> {
	const outcomes = await store.update(
		'trails',
		moved.map(({ asin, points }) => ({
			key: asin,
			change: (current: JsonObject | undefined) => ({
				points: extendTrail(readPoints(current), points, now),
			}),
		})),
	);
	const failed = outcomes.find((outcome) => !outcome.ok);
	if (failed && !failed.ok) throw failed.error;
}

/** Returns the trails of products, oldest point first; those that never changed are absent. */
export async function readTrails(
	store: Store,
	asins: readonly string[],
): Promise<Map<string, TrailPoint[]>> {
	const records = await store.read('trails', asins);
	return new Map([...records].map(([asin, record]) => [asin, readPoints(record).map(readPoint)]));
}
