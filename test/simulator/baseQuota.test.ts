import { BaseQuota } from '../../simulator/base/quota';
import { startSimulator } from '../../simulator/start';
import { baseCaller, handClock } from './callers';

/** 11:59:30 in Japan. */
const justBeforeNoon = Date.UTC(2026, 0, 15, 2, 59, 30);

function take(quota: BaseQuota, calls: number): void {
	for (let call = 0; call < calls; call++) quota.takeCall();
}

describe('the hourly quota', () => {
	it('should end at 5,000 calls and begin anew on the hour of the clock', () => {
		const clock = handClock(justBeforeNoon);
		const quota = new BaseQuota(clock.now, 1);
		take(quota, 5_000);

		expect(() => quota.takeCall()).toThrow('hour_api_limit');
		clock.pass(29_999);
		expect(() => quota.takeCall()).toThrow('hour_api_limit');
		clock.pass(1);
		expect(() => take(quota, 5_000)).not.toThrow();
		expect(quota.usedThisHour).toBe(5_000);
	});

	it('should pass sooner by the speed', () => {
		const clock = handClock(0);
		const quota = new BaseQuota(clock.now, 60);
		take(quota, 5_000);
		clock.pass(59_999);
		expect(() => quota.takeCall()).toThrow('hour_api_limit');
		clock.pass(1);
		expect(() => quota.takeCall()).not.toThrow();
	});
});

describe('the daily quotas', () => {
	it('should end at 100,000 calls and begin anew at midnight in Japan', () => {
		const clock = handClock(Date.UTC(2026, 0, 14, 15));
		const quota = new BaseQuota(clock.now, 1);
		for (let hour = 0; hour < 20; hour++) {
			take(quota, 5_000);
			clock.pass(3_600_000);
		}

		expect(() => quota.takeCall()).toThrow('day_api_limit');
		clock.pass(4 * 3_600_000 - 1);
		expect(() => quota.takeCall()).toThrow('day_api_limit');
		clock.pass(1);
		expect(() => quota.takeCall()).not.toThrow();
	});

	it('should take 1,000 new items a day', () => {
		const quota = new BaseQuota(handClock().now, 1);
		for (let item = 0; item < 1_000; item++) quota.takeAddition();

		expect(() => quota.takeAddition()).toThrow('exceed_daily_limit');
	});
});

it('should answer a used-up hour with HTTP 400, for this shop alone, however many tokens it has', async () => {
	const clock = handClock(justBeforeNoon);
	const simulator = await startSimulator({ products: 1, plain: true, shops: 2, now: clock.now });
	const base = baseCaller(simulator);
	for (let round = 0; round < 50; round++) {
		await Promise.all(Array.from({ length: 100 }, () => base.get('users/me')));
	}
	const refused = await baseCaller(simulator).get('users/me');
	const other = await baseCaller(simulator, undefined, 1).get('users/me');
	clock.pass(30_000);
	const later = await base.get('users/me');
	await simulator.stop();

	expect(refused.status).toBe(400);
	expect(refused.body.error).toBe('hour_api_limit');
	expect(other.status).toBe(200);
	expect(later.status).toBe(200);
	expect(simulator.counters.snapshot().shops).toEqual({ 'demo-shop': 5_002, 'demo-shop-2': 1 });
	expect(simulator.counters.of('base', 'users/me')).toMatchObject({ calls: 5_003, throttled: 1 });
}, 20_000);
