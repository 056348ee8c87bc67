import fc from 'fast-check';
import { inChunks } from '../../../lib/listing/inChunks';
import {
	extendTrail,
	readPoint,
	type StoredPoint,
	type TrailPoint,
} from '../../../lib/listing/trail';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-29T15:00:00Z');

const point = (at: number, price: number | null, is_on: boolean | null = true): TrailPoint => ({
	...{ at, price, is_on },
});
const extend = (trail: readonly StoredPoint[], ...added: TrailPoint[]) =>
	extendTrail(trail, added, NOW);
const read = (trail: readonly StoredPoint[]) => trail.map(readPoint);

describe('a trail', () => {
	it('should hold the state before a change and after it', () => {
		const points = [point(NOW - DAY, 2000), point(NOW, 1800)];
		expect(read(extend([], ...points))).toEqual(points);
	});

	it('should hold no state twice in a row', () => {
		const trail = extend([], point(NOW - 3000, 2000), point(NOW - 2000, 1800));
		expect(extend(trail, point(NOW - 1000, 1800))).toEqual(trail);
	});

	it('should tell sold out, unknown and a price of 0 apart', () => {
		const points = [
			...[point(NOW - 4000, 2000), point(NOW - 3000, null, false)],
			...[point(NOW - 2000, null, null), point(NOW - 1000, 0, true)],
		];
		expect(read(extend([], ...points))).toEqual(points);
	});

	it('should put a late point in its place', () => {
		const trail = extend([], point(NOW - 3000, 2000), point(NOW - 1000, 1800));
		const prices = read(extend(trail, point(NOW - 2000, 1900))).map(({ price }) => price);
		expect(prices).toEqual([2000, 1900, 1800]);
	});

	it('should forget what is older than 90 days, but not the state at their beginning', () => {
		const points = [100, 95, 80].map((days) => point(NOW - days * DAY, days));
		const prices = read(extend([], ...points)).map(({ price }) => price);
		expect(prices).toEqual([95, 80]);
	});

	it('should keep the last state of a product that has not moved for a year', () => {
		const points = [point(NOW - 400 * DAY, 1), point(NOW - 380 * DAY, 2)];
		expect(read(extend([], ...points)).map(({ price }) => price)).toEqual([2]);
	});

	it('should keep of a past day its first, last, lowest and highest point', () => {
		const yesterday = Date.parse('2026-11-28T00:00:00Z');
		const prices = [1500, 1400, 1900, 1300, 1700, 1600];
		const points = prices.map((price, hour) => point(yesterday + hour * 3_600_000, price));
		expect(read(extend([], ...points)).map(({ price }) => price)).toEqual([
			...[1500, 1900, 1300, 1600],
		]);
	});

	it('should keep each point of today', () => {
		const points = [1, 2, 3, 4, 5, 6].map((price) => point(NOW - DAY / 4 + price * 60_000, price));
		expect(extend([], ...points)).toHaveLength(6);
	});

	it('should stay in order, small and true to the last state, whatever comes', () => {
		const added = fc.record({
			at: fc.integer({ min: NOW - 200 * DAY, max: NOW }).map((at) => at - (at % 1000)),
			price: fc.option(fc.integer({ min: 0, max: 100_000 })),
			is_on: fc.option(fc.boolean()),
		});
		fc.assert(
			fc.property(
				fc.array(added, { maxLength: 300 }),
				fc.integer({ min: 1, max: 40 }),
				(points, size) => {
					// The cache refuses an answer that is older than its last one.
					const ordered = points.toSorted((one, other) => one.at - other.at);
					const writes = [...inChunks(ordered, size)];
					const trail = writes.reduce<StoredPoint[]>(
						(before, points) => extendTrail(before, points, NOW),
						[],
					);
					const times = trail.map(([at]) => at);
					expect(times).toEqual(times.toSorted((one, other) => one - other));
					expect(trail.length).toBeLessThanOrEqual(92 * 4 + 48);
					const { price, is_on } = ordered.at(-1) ?? {};
					expect(read(trail.slice(-1))).toMatchObject(
						ordered.length === 0 ? [] : [{ price, is_on }],
					);
				},
			),
		);
	});
});
