import { limitAsins, orderStalestFirst } from '../../../lib/cache/order';

const NOW = Date.parse('2026-01-02T12:00:00Z');
const entry = (asin: string, age: number | null, failedAt?: string) => ({
	asin,
	failedAt,
	freshness: {
		price: 'stale' as const,
		stock: 'stale' as const,
		basic_info: 'missing' as const,
		oldest_age_seconds: age,
	},
});
const names = (entries: Array<{ asin: string }>) => entries.map(({ asin }) => asin).join(' ');

describe('the order of reading', () => {
	it('should begin with the never tried, then the failing by their last try, then by age', () => {
		const entries = [
			entry('young', 10),
			entry('failed-lately', null, '2026-01-02T11:59:00Z'),
			entry('old', 9000),
			entry('failed-long-ago', null, '2026-01-02T09:00:00Z'),
			entry('new-1', null),
			entry('new-2', null),
		];

		expect(names(orderStalestFirst(entries, NOW))).toBe(
			'new-1 new-2 failed-long-ago failed-lately old young',
		);
	});

	it('should leave what has failed for hours to the end, and what failed just now in its place', () => {
		const entries = [
			{ ...entry('dead', 9000), failingSince: '2026-01-01T12:00:00Z' },
			{ ...entry('hiccup', 8000), failingSince: '2026-01-02T09:00:00Z' },
			entry('young', 10),
		];
		expect(names(orderStalestFirst(entries, NOW))).toBe('hiccup young dead');
	});

	it('should keep equal ASINs together, and the given order among equals', () => {
		const entries = [entry('a', 5), entry('b', 9), entry('a', 5), entry('c', 5), entry('b', 9)];

		expect(names(orderStalestFirst(entries, NOW))).toBe('b b a a c');
	});

	it('should limit ASINs, not the listings of one', () => {
		const entries = [entry('b', 9), entry('b', 9), entry('a', 5), entry('a', 5), entry('c', 1)];

		expect(names(limitAsins(entries, 2))).toBe('b b a a');
	});
});
