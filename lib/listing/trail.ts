/** The course of a price and of whether something was to be had, over the last months. */

export interface TrailPoint {
	/** Milliseconds since 1970. */
	at: number;
	/** Yen; null if there was none. */
	price: number | null;
	/** In stock, or on sale; null if that was not known. */
	is_on: boolean | null;
}

/**
 * How a point is stored: seconds since 1970, yen, and 1, 0 or null. Ten thousand items have half a million
 * points, so no name is written with each.
 */
export type StoredPoint = readonly [at: number, price: number | null, isOn: 0 | 1 | null];

const DAY_MS = 86_400_000;
export const TRAIL_DAYS = 90;
/** More points in a day than these are thinned once the day is over. */
const MOST_A_DAY = 4;
/** A price that moves every minute fills no store. */
const MOST_TODAY = 48;

/**
 * Returns a trail with further points: only changes, the last 90 days of them and the state at their beginning,
 * and of each past day the first, the last, the lowest and the highest.
 * @param now milliseconds since 1970
 */
export function extendTrail(
	trail: readonly StoredPoint[],
	added: readonly TrailPoint[],
	now: number,
): StoredPoint[] {
	const points = [...trail, ...added.map(toStored)].sort(([one], [other]) => one - other);
	return thin(dropUnchanged(dropOld(points, now)), now);
}

/** A trail as a record of a store. */
export interface TrailRecord {
	points: StoredPoint[];
}

export const readPoints = (record: object | undefined): StoredPoint[] =>
	(record as TrailRecord | undefined)?.points ?? [];

export const readPoint = ([at, price, isOn]: StoredPoint): TrailPoint => ({
	at: at * 1000,
	price,
	is_on: isOn === null ? null : isOn === 1,
});

const toStored = ({ at, price, is_on }: TrailPoint): StoredPoint => [
	Math.floor(at / 1000),
	price,
	is_on === null ? null : is_on ? 1 : 0,
];

/** The last point before the window is the state at its beginning. */
function dropOld(points: readonly StoredPoint[], now: number): readonly StoredPoint[] {
	const from = (now - TRAIL_DAYS * DAY_MS) / 1000;
	const first = points.findIndex(([at]) => at >= from);
	return points.slice(Math.max(0, (first < 0 ? points.length : first) - 1));
}

const dropUnchanged = (points: readonly StoredPoint[]): StoredPoint[] =>
	points.filter((point, index) => index === 0 || !isSame(point, points[index - 1]!));

const isSame = ([, price, isOn]: StoredPoint, [, otherPrice, wasOn]: StoredPoint): boolean =>
	price === otherPrice && isOn === wasOn;

const dayOf = ([at]: StoredPoint): number => Math.floor((at * 1000) / DAY_MS);

function thin(points: readonly StoredPoint[], now: number): StoredPoint[] {
	const today = Math.floor(now / DAY_MS);
	return [...Map.groupBy(points, dayOf)].flatMap(([day, ofDay]) =>
		day >= today ? ofDay.slice(-MOST_TODAY) : thinDay(ofDay),
	);
}

function thinDay(points: readonly StoredPoint[]): readonly StoredPoint[] {
	if (points.length <= MOST_A_DAY) return points;
	const priced = points.filter(([, price]) => price !== null);
	const sorted = priced.toSorted(([, one], [, other]) => one! - other!);
	const kept = new Set([points[0], points.at(-1), sorted[0], sorted.at(-1)]);
	return points.filter((point) => kept.has(point));
}
