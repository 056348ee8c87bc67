import fc from 'fast-check';
import { unwatched, type Habits } from '../../../lib/freshness/looks';
import { rankItems, type Candidate } from '../../../lib/freshness/rank';
import { scoreLook } from '../../../lib/freshness/score';
import { weighItem } from '../../../lib/freshness/weighItem';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-29T12:00:00Z');
const habits: Habits = { meanRate: 0.6 / DAY, shape: 0.5, blindShare: 0.15 };
const rules = { habits, ageLimitMs: 3 * HOUR, now: NOW, lookGapMs: 30_000, most: 100 };

const item = (asin: string, over: Partial<Candidate['looks']> = {}, weight = 1): Candidate => ({
	asin,
	weight,
	looks: { ...unwatched, looked: NOW - 10 * MINUTE, confirmed: NOW - HOUR, ...over },
});

describe('rankItems', () => {
	it('should look first at what was never looked at', () => {
		const { looks } = rankItems([item('OLD'), item('NEW', { looked: 0, confirmed: 0 })], rules);
		expect(looks).toEqual(['NEW', 'OLD']);
	});

	it.each<[string, Candidate]>([
		['moves more often', item('FIRST', { changes: 10, watched: 5 * DAY })],
		['was looked at longer ago', item('FIRST', { looked: NOW - 20 * MINUTE })],
		['costs more when it is wrong', item('FIRST', {}, 2)],
	])('should look first at the item that %s', (_, first) => {
		expect(rankItems([item('SECOND'), first], rules).looks).toEqual(['FIRST', 'SECOND']);
	});

	it('should leave out what was looked at a moment ago', () => {
		expect(rankItems([item('JUST', { looked: NOW - 10_000 })], rules).looks).toEqual([]);
	});

	it('should confirm first what nears the limit of age, the oldest first, whatever moves', () => {
		const restless = item('RESTLESS', { changes: 100, watched: DAY, confirmed: NOW - 2 * HOUR });
		const { confirmations } = rankItems(
			[
				restless,
				item('NEAR', { confirmed: NOW - 2.6 * HOUR }),
				item('OVER', { confirmed: NOW - 4 * HOUR }),
			],
			rules,
		);
		expect(confirmations).toEqual(['OVER', 'NEAR', 'RESTLESS']);
	});

	it('should leave to others for half an hour what gave no answer, however old it is', () => {
		const old = item('DEAD', { confirmed: 0 });
		const failedAgo = (ms: number) => ({ ...old, failed: NOW - ms });
		const others = item('OTHER');
		const rank = (first: Candidate) => rankItems([first, others], rules).confirmations;
		expect(rank(failedAgo(20 * MINUTE))).toEqual(['OTHER']);
		expect(rank(failedAgo(31 * MINUTE))).toEqual(['DEAD', 'OTHER']);
	});

	it('should return the best ones alone, in their order, however many there are', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: 1, max: DAY }), fc.integer({ min: 0, max: 50 })), {
					maxLength: 60,
				}),
				fc.integer({ min: 1, max: 20 }),
				(ages, most) => {
					const items = ages.map(([age, changes], place) =>
						item(`A${place}`, { looked: NOW - age, changes, watched: DAY }),
					);
					const all = rankItems(items, { ...rules, most: 1000 });
					const some = rankItems(items, { ...rules, most });
					expect(some.looks).toEqual(all.looks.slice(0, most));
					expect(some.confirmations).toEqual(all.confirmations.slice(0, most));
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('scoreLook', () => {
	it('should grow with age, rate and weight, and stay finite', () => {
		const positive = fc.double({ min: 1e-12, max: 1e-3, noNaN: true });
		const age = fc.integer({ min: 1, max: 400 * DAY });
		fc.assert(
			fc.property(positive, age, age, (rate, one, other) => {
				const [young, old] = [Math.min(one, other), Math.max(one, other)];
				const [low, high] = [scoreLook(1, rate, young), scoreLook(1, rate, old)];
				expect(Number.isFinite(high)).toBe(true);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(high).toBeGreaterThanOrEqual(low * (1 - 1e-9));
				expect(scoreLook(2, rate, young)).toBeCloseTo(2 * low);
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('weighItem', () => {
	it.each([
		['an item on sale', { visible: true, price: 2000, floor: 1500 }, 1],
		['one whose floor nobody knows', { visible: true, price: 2000, floor: null }, 1],
		['one just above its floor', { visible: true, price: 2000, floor: 1950 }, 2],
		['one below its floor', { visible: true, price: 2000, floor: 2500 }, 2],
		['a hidden one', { visible: false, price: 2000, floor: 2500 }, 0.4],
	])('should weigh %s', (_, stake, weight) => {
		expect(weighItem(stake)).toBe(weight);
		// A shop whose orders nobody may read loses nothing.
		expect(weighItem({ ...stake, sold: 0 })).toBe(weight);
	});

	it.each([
		['once', 1, 2],
		['ten times', 10, 11],
		['more often than any shop sells', 1_000_000, 1_001],
		['less than never', -3, 1],
	])('should weigh an item that was sold %s', (_, sold, weight) => {
		expect(weighItem({ visible: true, price: 2000, floor: 1500, sold })).toBe(weight);
		expect(weighItem({ visible: true, price: 2000, floor: 1950, sold })).toBe(2 * weight);
	});

	it('should weigh an item the more the more of it was sold, and never nothing', () => {
		const stakes = fc.record({
			visible: fc.boolean(),
			price: fc.integer({ min: 1, max: 1_000_000 }),
			floor: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
		});
		fc.assert(
			fc.property(stakes, fc.nat(2_000), fc.nat(2_000), (stake, one, other) => {
				const [few, many] = [Math.min(one, other), Math.max(one, other)];
				const weights = [few, many].map((sold) => weighItem({ ...stake, sold }));
				expect(weights[0]).toBeGreaterThan(0);
				expect(weights[0]).toBeLessThanOrEqual(weights[1]!);
			}),
		);
	});
});
