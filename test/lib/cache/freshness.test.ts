import { collectAges, judgeFreshness, isFresh } from '../../../lib/cache/freshness';
import { parseStamp, freshnessOfStamp } from '../../../lib/listing/stamp';

const NOW = Date.parse('2026-01-02T12:00:00Z');
const HOUR = 3_600_000;

describe('freshness of one stamp', () => {
	it.each([
		['just now', '2026-01-02T12:00:00Z', 'fresh'],
		['a millisecond within its time', '2026-01-02T11:00:00.001Z', 'fresh'],
		['exactly its time', '2026-01-02T11:00:00Z', 'stale'],
		['the same moment told in Tokyo', '2026-01-02T20:30:00+09:00', 'fresh'],
		['in the future', '2026-01-02T12:00:00.001Z', 'stale'],
		['without offset, as the older tools wrote', '2026-01-02T11:59:00.123456', 'stale'],
		['a date alone', '2026-01-02', 'stale'],
		['a number', NOW, 'stale'],
		['nonsense', 'yesterday', 'stale'],
		['an impossible date', '2026-13-45T00:00:00Z', 'stale'],
		['an object', {}, 'stale'],
		['an empty text', '', 'missing'],
		['null', null, 'missing'],
		['absent', undefined, 'missing'],
	])('should judge %s as it is', (_, stamp, expected) => {
		expect(freshnessOfStamp(stamp, HOUR, NOW)).toBe(expected);
	});

	it.each([0, -1, Number.NaN])('should take nothing for fresh with a TTL of %p', (ttlMs) => {
		expect(freshnessOfStamp('2026-01-02T12:00:00Z', ttlMs, NOW)).toBe('stale');
	});
});

describe('a stamp', () => {
	it('should be read in its own offset', () => {
		expect(parseStamp('2026-01-02T21:00:00.5+09:00')).toBe(NOW + 500);
		expect(parseStamp('2026-01-02T12:00Z')).toBe(NOW);
	});
});

describe('freshness of a document', () => {
	const ttl = { priceMs: 24 * HOUR, stockMs: HOUR, basicInfoMs: 168 * HOUR };
	const at = (hours: number) => new Date(NOW - hours * HOUR).toISOString();

	it('should judge every kind by its own time, and tell the oldest of those asked for', () => {
		const document = {
			asin: 'B000000001',
			price: 1000,
			price_updated_at: at(3),
			in_stock: true,
			stock_updated_at: at(2),
			title_ja: '箸',
			basic_info_updated_at: at(100),
		};

		const freshness = judgeFreshness(collectAges(document), ttl, NOW);

		expect(freshness).toEqual({
			price: 'fresh',
			stock: 'stale',
			basic_info: 'fresh',
			oldest_age_seconds: 10_800,
		});
		expect(isFresh(freshness)).toBe(false);
		expect(isFresh(freshness, ['price', 'basic_info'])).toBe(true);
		expect(judgeFreshness(collectAges(document), ttl, NOW, ['basic_info']).oldest_age_seconds).toBe(
			360_000,
		);
	});

	it('should not believe a stamp whose data is not there', () => {
		const document = {
			asin: 'B000000001',
			price_updated_at: at(0),
			in_stock: null,
			stock_updated_at: at(0),
			brand: 'x',
			basic_info_updated_at: at(0),
		};

		expect(judgeFreshness(collectAges(document), ttl, NOW)).toEqual({
			price: 'missing',
			stock: 'missing',
			basic_info: 'missing',
			oldest_age_seconds: null,
		});
	});

	it('should take "no price, sold out" for data like any other', () => {
		const document = {
			asin: 'B000000001',
			price: null,
			price_updated_at: at(0.5),
			in_stock: false,
			stock_updated_at: at(0.25),
		};

		expect(judgeFreshness(collectAges(document), ttl, NOW)).toMatchObject({
			price: 'fresh',
			stock: 'fresh',
			oldest_age_seconds: 1800,
		});
	});

	it('should know nothing of an absent document', () => {
		expect(judgeFreshness(collectAges(undefined), ttl, NOW)).toEqual({
			price: 'missing',
			stock: 'missing',
			basic_info: 'missing',
			oldest_age_seconds: null,
		});
	});
});
