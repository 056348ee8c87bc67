import type { StoreUnderTest } from './store.contract';
import { openStored, type Stored } from '../support/stored';

const START = Date.parse('2026-01-02T03:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (ms: number) => new Date(ms).toISOString();

/** The cache's own rules, held to over every store. */
export function describeCache(name: string, open: () => Promise<StoreUnderTest>): void {
	describe(`the cache on ${name}`, () => {
		let now: number;
		let cache: Stored;
		let other: Stored;
		let end: () => Promise<void>;

		beforeEach(async () => {
			now = START;
			const { store, another, end: endStore } = await open();
			cache = openStored({ store, now: () => now });
			other = openStored({ store: another ?? store, now: () => now });
			end = endStore;
		});
		afterEach(async () => await end());

		const documentOf = async (asin: string) => (await cache.read([asin])).get(asin);

		describe('trails', () => {
			const answer = (price: number | null, ms: number) => ({
				asin: 'B000000001',
				set: {
					price: { price, at: at(ms) },
					stock: { in_stock: price !== null, at: at(ms) },
				},
			});
			const trail = async () => (await other.readTrails(['B000000001'])).get('B000000001');

			it('should begin with the first change, not with the first answer', async () => {
				await cache.write([answer(2000, START - HOUR)]);
				await cache.write([answer(2000, START - MINUTE)]);
				expect(await trail()).toBeUndefined();
			});

			it('should hold a change of price and one of stock, with the state before', async () => {
				await cache.write([answer(2000, START - 3 * HOUR)]);
				await cache.write([answer(1800, START - 2 * HOUR)]);
				await cache.write([answer(null, START - HOUR)]);
				expect(await trail()).toEqual([
					{ at: START - 3 * HOUR, price: 2000, is_on: true },
					{ at: START - 2 * HOUR, price: 1800, is_on: true },
					{ at: START - HOUR, price: null, is_on: false },
				]);
			});

			it('should know nothing of an answer that came too late', async () => {
				await cache.write([answer(2000, START - HOUR)]);
				await cache.write([answer(1800, START - 2 * HOUR)]);
				expect(await trail()).toBeUndefined();
			});

			it('should go with the document', async () => {
				await cache.write([answer(2000, START - 3 * HOUR)]);
				await cache.write([answer(1800, START - 2 * HOUR)]);
				await cache.delete(['B000000001']);
				expect(await trail()).toBeUndefined();
			});
		});

		describe('documents', () => {
			it('should keep the first baseline price, whoever wrote it', async () => {
				const baseline = (price: number) => ({
					asin: 'B000000001',
					set: { supported: { price, at: at(START), only_if_missing: true } },
				});
				await cache.write([baseline(3000)]);
				await other.write([baseline(300)]);
				expect((await documentOf('B000000001'))?.supported).toEqual({ price: 3000, at: at(START) });
			});

			it('should touch only the fields and the stamp of the group written', async () => {
				await cache.write([
					{
						asin: 'B000000001',
						set: {
							price: { price: 1000, currency: 'JPY', is_prime: true, at: at(START - 3 * HOUR) },
							stock: { in_stock: true, offer_status: 'in_stock', at: at(START - 3 * HOUR) },
							basic_info: {
								title_ja: '竹の箸',
								images: ['https://example.com/a.jpg'],
								at: at(START - 48 * HOUR),
							},
						},
					},
				]);
				now = START + HOUR;
				const [outcome] = await cache.write([
					{ asin: 'B000000001', set: { price: { price: 1200, at: at(START) } } },
				]);

				const expected = {
					asin: 'B000000001',
					price: 1200,
					currency: 'JPY',
					is_prime: true,
					price_updated_at: '2026-01-02T03:00:00.000Z',
					in_stock: true,
					offer_status: 'in_stock',
					stock_updated_at: '2026-01-02T00:00:00.000Z',
					title_ja: '竹の箸',
					images: ['https://example.com/a.jpg'],
					basic_info_updated_at: '2025-12-31T03:00:00.000Z',
					cached_at: '2026-01-02T04:00:00.000Z',
				};
				expect(outcome).toEqual({
					asin: 'B000000001',
					ok: true,
					document: expected,
					skipped: [],
				});
				expect(await documentOf('B000000001')).toEqual(expected);
			});

			it('should never let older data overwrite newer data', async () => {
				await cache.write([
					{
						asin: 'B000000001',
						set: {
							price: { price: 1200, at: at(START) },
							stock: { in_stock: true, at: at(START - HOUR) },
						},
					},
				]);
				const [outcome] = await other.write([
					{
						asin: 'B000000001',
						set: {
							price: { price: 900, at: at(START - 1) },
							stock: { in_stock: false, at: at(START) },
						},
					},
				]);

				expect(outcome).toMatchObject({ ok: true, skipped: ['price'] });
				expect(await documentOf('B000000001')).toMatchObject({
					price: 1200,
					price_updated_at: at(START),
					in_stock: false,
					stock_updated_at: at(START),
				});
			});

			it('should give one outcome per write, in order, and fail bad writes alone', async () => {
				const stamp = at(START);
				const outcomes = await cache.write([
					{ asin: 'B000000001', set: { price: { price: 0, at: stamp } } },
					{ asin: 'B000000002', set: { price: { price: 100, at: stamp } } },
					{ asin: '../../etc/x', set: { price: { price: 100, at: stamp } } },
					{ asin: 'b000000003', set: { price: { price: 100, at: stamp } } },
					{ asin: 'B000000004', set: { price: { price: 100, at: '2026-01-02T03:00:00' } } },
					{ asin: 'B000000005', set: { price: { price: 100, at: at(START + HOUR) } } },
					{ asin: 'B000000006', set: { basic_info: { brand: 'x', at: stamp } } },
					{ asin: 'B000000002', set: { stock: { in_stock: true, at: stamp } } },
				]);

				expect(outcomes.map(({ ok }) => ok)).toEqual([
					false,
					true,
					false,
					false,
					false,
					false,
					false,
					true,
				]);
				const names = outcomes.map((outcome) => (outcome.ok ? '' : outcome.error.name));
				expect(names.filter(Boolean)).toEqual([
					'PatchRefusedError',
					'KeyRefusedError',
					'KeyRefusedError',
					'PatchRefusedError',
					'PatchRefusedError',
					'PatchRefusedError',
				]);
				const stored: string[] = [];
				for await (const asin of cache.asins()) stored.push(asin);
				expect(stored).toEqual(['B000000002']);
				expect(await documentOf('B000000002')).toMatchObject({ price: 100, in_stock: true });
			});

			it('should refuse a field of the shop memory that is declared nowhere', async () => {
				const memory = { hidden_by_sync_at: at(START), hidden_by_moon_at: at(START) };
				const [outcome] = await cache.write([
					{ asin: 'B000000001', set: { shop: { 'main/1': memory } } },
				]);
				expect(outcome).toMatchObject({ ok: false, error: { name: 'PatchRefusedError' } });
				expect(String(!outcome!.ok && outcome!.error.message)).toContain('hidden_by_moon_at');
			});

			it('should merge what was reported per account, and shop memory per listing', async () => {
				const state = { price: 1000, in_stock: true, at: at(START - HOUR) };
				const written = { price: 1300, visible: true, stock: 1, at: at(START - HOUR) };
				await cache.write([
					{
						asin: 'B000000001',
						set: {
							reported: { main: state, __proto__x: state },
							shop: { 'main/1': { last_written: written, hide_intended_at: at(START) } },
						},
					},
				]);
				await other.write([
					{
						asin: 'B000000001',
						set: {
							reported: {
								sub: { ...state, price: 900 },
								main: { ...state, at: at(START - 2 * HOUR) },
							},
							shop: {
								'main/1': { hidden_by_sync_at: at(START), last_written: { price: 1, at: at(0) } },
								'sub/7': { last_written: { visible: false, at: at(START) } },
							},
						},
					},
				]);

				expect(await documentOf('B000000001')).toMatchObject({
					reported: { main: state, __proto__x: state, sub: { ...state, price: 900 } },
					shop: {
						'main/1': {
							last_written: written,
							hide_intended_at: at(START),
							hidden_by_sync_at: at(START),
						},
						'sub/7': { last_written: { visible: false, at: at(START) } },
					},
				});
			});

			it('should count by freshness, and say which is oldest', async () => {
				await cache.write([
					{
						asin: 'B000000001',
						set: {
							price: { price: 1, at: at(START - HOUR) },
							stock: { in_stock: true, at: at(START - HOUR) },
						},
					},
					{
						asin: 'B000000002',
						set: {
							price: { price: null, at: at(START - 30 * HOUR) },
							stock: { in_stock: false, at: at(START - 10) },
						},
					},
					{ asin: 'B000000003', set: { error: { message: '503', at: at(START) } } },
				]);
				const ttl = { priceMs: 24 * HOUR, stockMs: HOUR, basicInfoMs: 168 * HOUR };

				expect(await cache.statistics(ttl)).toEqual({
					documents: 3,
					groups: {
						price: {
							fresh: 1,
							stale: 1,
							missing: 1,
							oldest_age_seconds: 108_000,
							oldest_asin: 'B000000002',
						},
						stock: {
							fresh: 1,
							stale: 1,
							missing: 1,
							oldest_age_seconds: 3600,
							oldest_asin: 'B000000001',
						},
						basic_info: {
							fresh: 0,
							stale: 0,
							missing: 3,
							oldest_age_seconds: null,
							oldest_asin: null,
						},
					},
					errors: 1,
					broken: 0,
				});
			});
		});

		describe('leases', () => {
			it('should let one holder in at a time', async () => {
				expect(await cache.leases.acquire('sync main', 'run 1', 10 * MINUTE)).toEqual({ ok: true });
				expect(await other.leases.acquire('sync main', 'run 2', 10 * MINUTE)).toEqual({
					ok: false,
					holder: 'run 1',
					until: START + 10 * MINUTE,
				});
				expect(await other.leases.acquire('sync sub', 'run 2', 10 * MINUTE)).toEqual({ ok: true });
				await other.leases.release('sync main', 'run 2');
				expect(await cache.leases.current('sync main')).toMatchObject({ holder: 'run 1' });
				await cache.leases.release('sync main', 'run 1');
				expect(await cache.leases.current('sync main')).toBeNull();
				expect(await other.leases.acquire('sync main', 'run 2', MINUTE)).toEqual({ ok: true });
			});

			it('should give a lease to another once it ran out, and then refuse the old holder', async () => {
				await cache.leases.acquire('sync main', 'run 1', 10 * MINUTE);
				now += 9 * MINUTE;
				expect(await cache.leases.renew('sync main', 'run 1', 10 * MINUTE)).toBe(true);
				now += 10 * MINUTE - 1;
				expect((await other.leases.acquire('sync main', 'run 2', 10 * MINUTE)).ok).toBe(false);
				now += 1;
				expect((await other.leases.acquire('sync main', 'run 2', 10 * MINUTE)).ok).toBe(true);
				expect(await cache.leases.renew('sync main', 'run 1', 10 * MINUTE)).toBe(false);
				expect(await cache.leases.renew('nobody has it', 'run 1', MINUTE)).toBe(false);
			});

			it('should not wait for a lease that a wrong clock took', async () => {
				now = START + 1000 * HOUR;
				await cache.leases.acquire('sync main', 'run 1', 10 * MINUTE);
				now = START;

				expect(await other.leases.acquire('sync main', 'run 2', MINUTE)).toEqual({ ok: true });
			});

			it('should give a free lease to exactly one of many', async () => {
				const tries = Array.from({ length: 12 }, (_, n) =>
					(n % 2 ? cache : other).leases.acquire('sync main', `run ${n}`, MINUTE),
				);

				expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(1);
			});
		});

		describe('pauses', () => {
			it('should keep a pause until it is cleared', async () => {
				expect(await cache.pauses.get('ショップ1')).toBeNull();
				await cache.pauses.set('ショップ1', { by: 'owner', reason: '棚卸し' });
				now += HOUR;
				await other.pauses.set('ショップ1', { by: 'owner', reason: '棚卸しの続き' });
				await cache.pauses.set('main', { by: 'owner', reason: '手動' });

				const pause = {
					...{ since: '2026-01-02T03:00:00.000Z', by: 'owner', reason: '棚卸しの続き' },
					...{ until: null, before: null },
				};
				expect(await cache.pauses.get('ショップ1')).toEqual(pause);
				expect((await other.pauses.all()).get('ショップ1')).toEqual(pause);
				expect((await other.pauses.all()).size).toBe(2);
				await cache.pauses.clear('ショップ1');
				expect(await other.pauses.get('ショップ1')).toBeNull();
			});
		});

		describe('quota counts', () => {
			const hour = { startsAt: START, lengthMs: HOUR };

			it('should take all or nothing, and start anew in the next window', async () => {
				const take = (amount: number, window = hour) =>
					cache.quotas.take('base main', window, amount, 10);

				expect(await take(7)).toEqual({ ok: true, used: 7 });
				expect(await take(4)).toEqual({ ok: false, used: 7 });
				expect(await take(3)).toEqual({ ok: true, used: 10 });
				expect(await take(0)).toEqual({ ok: true, used: 10 });
				const next = { startsAt: START + HOUR, lengthMs: HOUR };
				expect(await take(2, next)).toEqual({ ok: true, used: 2 });
				expect(await other.quotas.take('base sub', hour, 10, 10)).toEqual({ ok: true, used: 10 });
			});

			it('should count together whatever many callers take at once', async () => {
				const takes = Array.from({ length: 30 }, (_, n) =>
					(n % 2 ? cache : other).quotas.take('base main', hour, 1, 20),
				);

				const outcomes = await Promise.all(takes);
				expect(outcomes.filter(({ ok }) => ok)).toHaveLength(20);
				expect(await cache.quotas.take('base main', hour, 0, 20)).toEqual({ ok: true, used: 20 });
			});

			it('should believe the server, and never count down', async () => {
				await cache.quotas.take('base main', hour, 100, 5000);
				await cache.quotas.raise('base main', hour, 5000);
				await cache.quotas.raise('base main', hour, 10);

				expect(await other.quotas.take('base main', hour, 1, 5000)).toEqual({
					ok: false,
					used: 5000,
				});
			});

			it('should go on with a window that a machine running ahead opened', async () => {
				const next = { startsAt: START + HOUR, lengthMs: HOUR };
				await other.quotas.take('base main', next, 6, 10);

				expect(await cache.quotas.take('base main', hour, 5, 10)).toEqual({ ok: false, used: 6 });
				const farAhead = { startsAt: START + 1000 * HOUR, lengthMs: HOUR };
				await other.quotas.take('base sub', farAhead, 6, 10);
				expect(await cache.quotas.take('base sub', hour, 5, 10)).toEqual({ ok: true, used: 5 });
			});
		});

		describe('journal', () => {
			const intent = (item_id: number, run = 'run 1', time = START) => ({
				run,
				account: 'main',
				item_id,
				asin: 'B000000001',
				field_edits: { price: { from: 1300, to: 1560 } },
				why: ['1,200円 x 1.3 = 1,560円'],
				at: at(time),
			});

			it('should give intents with their answers, in order', async () => {
				const first = await cache.journal.intend(intent(1));
				const [second, third] = await cache.journal.intendAll([intent(2), intent(3)]);
				await other.journal.answer(second!, { outcome: 'failed', detail: '400', at: at(START) });
				await cache.journal.answer(first, { outcome: 'lost', detail: null, at: at(START) });
				await cache.journal.answer(first, {
					outcome: 'applied',
					detail: { price: 1560 },
					at: at(START + 1),
				});

				expect(await other.journal.ofRun('run 1')).toEqual([
					{
						...intent(1),
						id: first,
						answer: { outcome: 'applied', detail: { price: 1560 }, at: at(START + 1) },
					},
					{
						...intent(2),
						id: second,
						answer: { outcome: 'failed', detail: '400', at: at(START) },
					},
					{ ...intent(3), id: third, answer: null },
				]);
				expect(await cache.journal.ofRun('run 2')).toEqual([]);
			});

			it('should forget runs that began too long ago', async () => {
				await cache.journal.intend(intent(1, 'old', START - 91 * 24 * HOUR));
				await cache.journal.intend(intent(1, 'young', START - 89 * 24 * HOUR));

				await cache.journal.intend(intent(1, 'brake', START - 95 * 24 * HOUR));
				await cache.brakes.add('my-shop', { run: 'brake', pausedBefore: null });
				const kept = await other.brakes.runs();
				expect(kept).toEqual(new Set(['brake']));

				expect(await other.journal.prune(START - 90 * 24 * HOUR, kept)).toBe(1);
				expect(await cache.journal.ofRun('brake')).toHaveLength(1);
				await cache.brakes.clear('my-shop');
				expect(await other.brakes.runs()).toEqual(new Set());
				expect(await other.journal.prune(START - 90 * 24 * HOUR, new Set())).toBe(1);
				expect(await cache.journal.ofRun('old')).toEqual([]);
				expect(await cache.journal.ofRun('young')).toHaveLength(1);
				expect((await cache.journal.runs()).map(({ run }) => run)).toEqual(['young']);
				await cache.journal.intend(intent(2, 'old', START));
				expect((await other.journal.runs()).map(({ run }) => run)).toEqual(['old', 'young']);
			});
		});
	});
}
