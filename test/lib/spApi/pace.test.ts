import { priorities } from '../../../lib/quota/limiter';
import { findMarketplace } from '../../../lib/spApi/marketplaces';
import { lookAt } from '../../../lib/spApi/offers/screen';
import { asins, fakeAmazon, offerOptions, untilDone, offersOf } from '../../support/fakeAmazon';

/** Buckets start empty and answers take no time: what is left is the quota itself. */
describe('pace on a fake clock', () => {
	beforeEach(() => {
		jest.useFakeTimers({ now: Date.parse('2026-11-24T00:00:00Z') });
	});
	afterEach(() => {
		jest.useRealTimers();
	});

	const seconds = (ms: number) => Math.round(ms / 1000);

	it('should confirm 10,772 items in 5,390 s through the batch alone, nothing rejected', async () => {
		const amazon = fakeAmazon();
		const work = offersOf(asins(10_772), offerOptions(amazon, { batch: true, single: false }));
		expect(seconds(await untilDone(work, 10_000))).toBe(5_390);
		expect(amazon.calls).toHaveLength(539);
		expect(amazon.rejected()).toBe(0);
	});

	it('should confirm 10,772 items in 4,310 s through both operations, nothing rejected', async () => {
		const amazon = fakeAmazon();
		const work = offersOf(asins(10_772), offerOptions(amazon, { batch: true, single: true }));
		expect(seconds(await untilDone(work, 1000))).toBe(4_310);
		expect(amazon.rejected()).toBe(0);
	});

	it('should confirm 100 items in 40 s through both operations', async () => {
		const amazon = fakeAmazon();
		const work = offersOf(asins(100), offerOptions(amazon, { batch: true, single: true }));
		expect(seconds(await untilDone(work, 100))).toBe(40);
		expect(amazon.client.counts.calls).toEqual({ getItemOffersBatch: 4, getItemOffers: 20 });
	});

	it('should screen 10,772 items in 1,078 s', async () => {
		const amazon = fakeAmazon();
		const work = lookAt(asins(10_772), {
			client: amazon.client,
			marketplace: findMarketplace('JP'),
		});
		expect(seconds(await untilDone(work))).toBe(1_078);
		expect(amazon.calls).toHaveLength(539);
		expect(amazon.rejected()).toBe(0);
	});

	it('should refresh its token once an hour in a run of 90 minutes, whatever the number of callers', async () => {
		const amazon = fakeAmazon();
		const parts = [0, 1, 2].map(async (part) => {
			const mine = asins(10_772).filter((_, index) => index % 3 === part);
			await offersOf(mine, offerOptions(amazon, { batch: true, single: false }));
		});
		expect(seconds(await untilDone(Promise.all(parts), 10_000))).toBeGreaterThanOrEqual(5_390);
		expect(amazon.tokensIssued()).toBe(2);
		expect(amazon.rejected()).toBe(0);
	});

	it('should follow a halved and then doubled rate within one call', async () => {
		const amazon = fakeAmazon();
		const limiter = amazon.limiterOf('getItemOffersBatch');
		const work = offersOf(asins(400), offerOptions(amazon, { batch: true, single: false }));
		await jest.advanceTimersByTimeAsync(55_000);
		expect(limiter.intervalMs).toBe(10_000);
		amazon.setRate('getItemOffersBatch', 0.05);
		await jest.advanceTimersByTimeAsync(60_000);
		const rejectedOnce = amazon.rejected();
		expect(rejectedOnce).toBeLessThanOrEqual(1);
		expect(limiter.intervalMs).toBeGreaterThanOrEqual(20_000);
		await jest.advanceTimersByTimeAsync(100_000);
		amazon.setRate('getItemOffersBatch', 0.1);
		await untilDone(work, 1000);
		expect(amazon.rejected()).toBe(rejectedOnce);
		expect(amazon.calls.at(-1)!.at - amazon.calls.at(-2)!.at).toBeLessThan(12_500);
	});

	it('should not burst after a pause', async () => {
		const amazon = fakeAmazon();
		const lanes = { batch: true, single: false };
		await untilDone(offersOf(asins(20), offerOptions(amazon, lanes)));
		await jest.advanceTimersByTimeAsync(3_600_000);
		await untilDone(offersOf(asins(60), offerOptions(amazon, lanes)));
		expect(amazon.rejected()).toBe(0);
		const times = amazon.calls.map(({ at }) => at);
		expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(10_000);
		expect(times[3]! - times[2]!).toBeGreaterThanOrEqual(10_000);
	});

	it('should serve an urgent caller before routine ones that came earlier', async () => {
		const amazon = fakeAmazon();
		const limiter = amazon.limiterOf('getItemOffersBatch');
		const order: string[] = [];
		const waits = [
			limiter.turn({ priority: priorities.routine }).then(() => order.push('routine 1')),
			limiter.turn({ priority: priorities.routine }).then(() => order.push('routine 2')),
			limiter.turn({ priority: priorities.urgent }).then(() => order.push('urgent')),
		];
		await untilDone(Promise.all(waits));
		expect(order).toEqual(['urgent', 'routine 1', 'routine 2']);
	});

	it('should free a cancelled waiter at once and give its turn to the next one', async () => {
		const amazon = fakeAmazon();
		const limiter = amazon.limiterOf('getItemOffersBatch');
		const stop = new AbortController();
		const cancelled = limiter.turn({ signal: stop.signal });
		const next = limiter.turn();
		await jest.advanceTimersByTimeAsync(5_000);
		const startedAt = Date.now();
		stop.abort(new Error('stopped'));
		await expect(cancelled).rejects.toThrow('stopped');
		expect(Date.now()).toBe(startedAt);
		expect(await untilDone(next, 100)).toBeLessThanOrEqual(5_100);
	});

	it('should ease off after a 429 and come back to the full rate', async () => {
		const amazon = fakeAmazon();
		const limiter = amazon.limiterOf('getItemOffers');
		const now = Date.now();
		limiter.report({ sentAt: now, answeredAt: now, throttled: true });
		expect(limiter.intervalMs).toBe(2_500);
		for (let answer = 0; answer < 4; answer++) limiter.report({ sentAt: now, answeredAt: now });
		expect(limiter.intervalMs).toBe(2_000);
	});
});
