import { learnHabits } from '../../../lib/freshness/habits';
import {
	findRate,
	noteConfirmation,
	noteLook,
	unwatched,
	type Habits,
	type ItemLooks,
} from '../../../lib/freshness/looks';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-29T12:00:00Z');
const habits: Habits = { meanRate: 0.6 / DAY, shape: 0.5, blindShare: 0.2 };

const seen = (over: Partial<ItemLooks> = {}): ItemLooks => ({
	...unwatched,
	looked: NOW - HOUR,
	confirmed: NOW - HOUR,
	...over,
});

describe('a look', () => {
	it('should count the time in which it would have seen a movement', () => {
		const { watched, looked } = noteLook(seen(), 'same', NOW, habits);
		expect(watched).toBeCloseTo(0.8 * HOUR);
		expect(looked).toBe(NOW);
	});

	it('should change nothing without an answer', () => {
		expect(noteLook(seen(), null, NOW, habits)).toEqual(seen());
	});

	it('should prove nothing where it can compare with nothing', () => {
		expect(noteLook(seen(), 'unsure', NOW, habits)).toMatchObject({ looked: NOW, watched: 0 });
	});

	it('should leave a movement open until it is confirmed', () => {
		const moved = noteLook(seen(), 'moved', NOW, habits);
		expect(moved).toMatchObject({ moved: true, looked: NOW - HOUR, changes: 0 });
		expect(noteConfirmation(moved, false, NOW, habits)).toMatchObject({ moved: false, changes: 0 });
	});
});

describe('a confirmation', () => {
	it('should count at least one change where one was found', () => {
		const moved = noteLook(seen(), 'moved', NOW, habits);
		const { changes } = noteConfirmation(moved, true, NOW, habits);
		expect(changes).toBeGreaterThanOrEqual(1);
		expect(changes).toBeLessThan(1.1);
	});

	it('should count several changes where an item that moves daily was not seen for a week', () => {
		const restless = seen({
			looked: NOW - 7 * DAY,
			confirmed: NOW - 7 * DAY,
			moved: true,
			changes: 30,
			watched: 30 * DAY,
		});
		const { changes } = noteConfirmation(restless, true, NOW, habits);
		expect(changes).toBeGreaterThan(30);
	});

	it('should leave a movement open that it could not settle', () => {
		const moved = noteLook(seen(), 'moved', NOW, habits);
		expect(noteConfirmation(moved, null, NOW, habits)).toEqual(moved);
	});

	it('should call the first answer no change', () => {
		const first = noteConfirmation({ ...unwatched }, true, NOW, habits);
		expect(first).toMatchObject({ changes: 0, watched: 0, confirmed: NOW, looked: NOW });
	});

	it('should make no time negative when the clock was set back', () => {
		const ahead = seen({ looked: NOW + DAY, confirmed: NOW + DAY });
		const { watched } = noteConfirmation(ahead, true, NOW, habits);
		expect(watched).toBeGreaterThanOrEqual(0);
	});
});

describe('the rate of an item', () => {
	it.each([
		['nothing was seen', 0, 0, 0.6],
		['it stood still for a month', 0, 30 * DAY, 0.0162],
		['it moved daily for a month', 30, 30 * DAY, 0.99],
	])('should be near what was seen if %s', (_, changes, watched, perDay) => {
		expect(findRate({ changes, watched }, habits) * DAY).toBeCloseTo(perDay, 2);
	});

	it('should follow an item that calmed down within two months', () => {
		let item = seen({ changes: 30, watched: 30 * DAY });
		for (let now = NOW; now < NOW + 60 * DAY; now += HOUR)
			item = noteLook(item, 'same', now, habits);
		expect(findRate(item, habits) * DAY).toBeLessThan(0.25);
	});
});

describe("the shop's habits", () => {
	it('should be the believed ones before anything was seen', () => {
		const { meanRate, shape, blindShare } = learnHabits([], { shown: 0, hidden: 0 });
		expect([meanRate * DAY, shape, blindShare]).toEqual([0.6, 0.5, 0.15]);
	});

	it('should be those of the items once much was seen', () => {
		const items = Array.from({ length: 1000 }, (_, place) => ({
			changes: place < 100 ? 20 : 0,
			watched: 10 * DAY,
		}));
		const { meanRate, shape, blindShare } = learnHabits(items, { shown: 700, hidden: 300 });
		expect(meanRate * DAY).toBeCloseTo(0.2, 2);
		// A tenth does all the moving.
		expect(shape).toBeLessThan(0.2);
		expect(blindShare).toBeCloseTo(0.3, 2);
	});

	it('should see that all items move alike', () => {
		const items = Array.from({ length: 1000 }, () => ({ changes: 6, watched: 10 * DAY }));
		expect(learnHabits(items, { shown: 0, hidden: 0 }).shape).toBe(5);
	});
});
