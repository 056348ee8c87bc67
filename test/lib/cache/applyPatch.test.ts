import { applyPatch } from '../../../lib/cache/applyPatch';
import type { CacheDocument } from '../../../lib/cache/document';

const NOW = Date.parse('2026-01-02T12:00:00Z');
const ASIN = 'B000000001';
const at = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
const apply = (current: object | undefined, patch: Parameters<typeof applyPatch>[2]) =>
	applyPatch(current as CacheDocument | undefined, ASIN, patch, NOW);

describe('a patch', () => {
	it('should keep fields that it has never heard of', () => {
		const { document } = apply(
			{ asin: ASIN, attributes: { color: ['赤'] }, is_buybox_winner: true },
			{ price: { price: 100, at: at(0) } },
		);

		expect(document).toEqual({
			asin: ASIN,
			attributes: { color: ['赤'] },
			is_buybox_winner: true,
			price: 100,
			price_updated_at: at(0),
			cached_at: at(0),
		});
	});

	it('should take undefined for "not given" and null for "none"', () => {
		const { document } = apply(
			{ asin: ASIN, price: 100, points: 5, currency: 'JPY', price_updated_at: at(5) },
			{ price: { price: null, points: null, currency: undefined, at: at(0) } },
		);

		expect(document).toMatchObject({ price: null, points: null, currency: 'JPY' });
	});

	it.each([
		['unreadable', 'yesterday'],
		['without offset', '2026-01-02T11:59:59'],
		['in the future', at(-24)],
		['absent', undefined],
	])('should overwrite data whose stamp is %s', (_, stamp) => {
		const { document, skipped } = apply(
			{ asin: ASIN, price: 100, price_updated_at: stamp },
			{ price: { price: 200, at: at(1) } },
		);

		expect(document).toMatchObject({ price: 200, price_updated_at: at(1) });
		expect(skipped).toEqual([]);
	});

	it.each([
		['confirmation', { price: 100, price_updated_at: at(-24) }, at(1)],
		['failed try', { failing_since: at(-24), last_error_at: at(-24) }, at(1)],
		['earlier failed try that is past', { failing_since: at(5), last_error_at: at(5) }, at(5)],
	])('should count failing from the first try in the past, after a %s', (_, stored, since) => {
		const { document } = apply({ asin: ASIN, ...stored }, { error: { message: '?', at: at(1) } });
		expect(document.failing_since).toBe(since);
	});

	it('should write data of the very same moment', () => {
		const current = { asin: ASIN, price: 100, price_updated_at: '2026-01-02T20:00:00+09:00' };

		const { document, skipped } = apply(current, {
			price: { price: 200, at: '2026-01-02T11:00:00Z' },
		});

		expect(document.price).toBe(200);
		expect(skipped).toEqual([]);
	});

	it('should skip every outdated group once, and write the others', () => {
		const current = {
			asin: ASIN,
			basic_info_updated_at: at(1),
			title_ja: '新',
			screen: { fingerprint: 'new', screened_at: at(1) },
			reported: {
				a: { price: 1, in_stock: true, at: at(1) },
				b: { price: 1, in_stock: true, at: at(1) },
			},
			last_error: 'new',
			last_error_at: at(1),
			identity: { title: '新', brand: null, at: at(1) },
		};
		const outdated = { price: 2, in_stock: false, at: at(2) };

		const { document, skipped } = apply(current, {
			basic_info: { title_ja: '旧', at: at(2) },
			screen: { fingerprint: 'old', screened_at: at(2), confirmed: true },
			reported: { a: outdated, b: outdated, c: outdated },
			error: { message: 'old', at: at(2) },
			identity: { title: '旧', brand: null, at: at(2) },
			shop: { 'a/1': { unsent_since: at(2) } },
		});

		expect(skipped.sort()).toEqual(['basic_info', 'error', 'identity', 'reported', 'screen']);
		expect(document).toEqual({
			...current,
			reported: { ...current.reported, c: outdated },
			shop: { 'a/1': { unsent_since: at(2) } },
			cached_at: at(0),
		});
	});

	it('should date a failure from the first try that failed', () => {
		const first = apply(undefined, { error: { message: 'a', at: at(3) } }).document;
		const second = apply(first, { error: { message: 'b', at: at(2) } }).document;
		expect(second).toEqual({
			asin: ASIN,
			last_error: 'b',
			last_error_at: at(2),
			failing_since: at(3),
			cached_at: at(0),
		});

		const recovered = apply(second, { price: { price: 1, at: at(1) } }).document;
		expect(recovered).toMatchObject({ failing_since: null, last_error: 'b' });
		const late = apply(recovered, { error: { message: 'c', at: at(1.5) } }).document;
		expect(late).toMatchObject({ failing_since: null, last_error: 'c' });
	});

	it('should not find what belongs to every object where an account has such a name', () => {
		const told = { price: 1, in_stock: true, at: at(0) };
		const reported = JSON.parse(`{"__proto__":${JSON.stringify(told)}}`);
		const { document } = apply(
			{ asin: ASIN, reported: { x: told } },
			{ reported: { ...reported, constructor: told }, shop: { toString: { adopted_at: at(0) } } },
		);

		expect(Object.keys(document.reported!).sort()).toEqual(['__proto__', 'constructor', 'x']);
		expect(Object.getPrototypeOf(document.reported)).toBe(Object.prototype);
		expect(document.shop).toEqual({ toString: { adopted_at: at(0) } });
	});

	it('should add edited fields to what was last written, unless they are older', () => {
		const shop = {
			'main/1': { last_written: { price: 100, visible: true, at: at(2), offer_fetched_at: at(3) } },
		};
		const newer = apply(
			{ asin: ASIN, shop },
			{ shop: { 'main/1': { last_written: { stock: 1, at: at(1) }, adopted_at: null } } },
		);
		expect(newer.document.shop).toEqual({
			'main/1': {
				last_written: { price: 100, visible: true, stock: 1, at: at(1), offer_fetched_at: at(3) },
				adopted_at: null,
			},
		});
		const older = apply(
			{ asin: ASIN, shop },
			{ shop: { 'main/1': { last_written: { price: 1, at: at(4) }, adopted_at: at(0) } } },
		);
		expect(older.skipped).toEqual(['shop']);
		expect(older.document.shop).toEqual({ 'main/1': { ...shop['main/1'], adopted_at: at(0) } });
	});

	it('should clear a mark that is still the one its writer saw', () => {
		const shop = { 'main/1': { hidden_by_sync_at: at(3), adopted_at: at(4) } };
		const cleared = { hidden_by_sync_at: at(3) };
		const { document } = apply({ asin: ASIN, shop }, { shop: { 'main/1': { cleared } } });

		expect(document.shop).toEqual({ 'main/1': { hidden_by_sync_at: null, adopted_at: at(4) } });
	});

	it('should leave a mark that another run has set since', () => {
		const shop = { 'main/1': { hidden_by_sync_at: at(1) } };
		const cleared = { hidden_by_sync_at: at(3), hide_intended_at: at(3) };
		const { document } = apply({ asin: ASIN, shop }, { shop: { 'main/1': { cleared } } });

		expect(document.shop).toEqual({ 'main/1': { hidden_by_sync_at: at(1) } });
	});

	describe('of a baseline price', () => {
		const baseline = (hours: number) => ({
			supported: { price: 1000, at: at(hours), only_if_missing: true },
		});

		it.each([
			['absent', {}],
			['null', { supported: null }],
		])('should store it where the stored one is %s, without the condition', (_, stored) => {
			const { document } = apply({ asin: ASIN, ...stored }, baseline(0));
			expect(document.supported).toEqual({ price: 1000, at: at(0) });
		});

		it('should leave an older stored price as it is, and call nothing outdated', () => {
			const current = { asin: ASIN, supported: { price: 3000, at: at(5) } };
			const { document, skipped } = apply(current, baseline(0));
			expect(document.supported).toEqual({ price: 3000, at: at(5) });
			expect(skipped).toEqual([]);
		});

		it('should give way to a price that a second source supports', () => {
			const { document } = apply(apply({ asin: ASIN }, baseline(1)).document, {
				supported: { price: 700, at: at(0) },
			});
			expect(document.supported).toEqual({ price: 700, at: at(0) });
		});
	});

	it('should leave the document it was given alone', () => {
		const current = Object.freeze({ asin: ASIN, price: 1, price_updated_at: at(2) });

		expect(apply(current, { price: { price: 2, at: at(1) } }).document.price).toBe(2);
		expect(current.price).toBe(1);
	});
});
