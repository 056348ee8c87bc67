import { makeCosts } from '../../scale/costs';
import type { Point } from '../../scale/model';
import type { RunCost } from '../../scale/runCost';

const run = (changes: Partial<RunCost>): RunCost => ({
	...{ kind: 'first sync', items: 1_000, store: 'redis', pace: 'quick', seconds: 20 },
	...{ cpuSeconds: 4, idleMb: 400, peakMb: 450, runBytes: 90_000, storedRunBytes: 30_000 },
	...{ storeBytes: 3e6, diskBytes: 0, redisCommands: 10_000, redisNetBytes: 8e6 },
	...{ redisCpuSeconds: 0.5, redisClients: 3, byCommand: {}, amazonCalls: {}, baseCalls: 20 },
	rejected: 0,
	...changes,
});

const runs = [
	run({}),
	run({ items: 10_000, cpuSeconds: 31, redisCommands: 100_000 }),
	run({ kind: 'sync', cpuSeconds: 3 }),
	run({ kind: 'sync', items: 10_000, cpuSeconds: 30 }),
	run({ kind: 'watch', pace: 'real', cpuSeconds: 5 }),
];
const atPace = run({ pace: 'real', seconds: 430, cpuSeconds: 6, redisCommands: 25_000 });

describe('makeCosts', () => {
	it('should add to each item what waiting for Amazon takes', () => {
		const costs = makeCosts(
			{ runs: [...runs, atPace], coldCpuSeconds: 2, idleCpuShare: 0.01 },
			null,
			[],
		);
		// Without the idle worker's 10 ms a second, the first syncs took 3.8 s and 30.8 s: 0.8 s for no item, and the
		// syncs 2.8 s and 29.8 s, nothing for no item. At the real pace 1,000 items took 1.7 s - 3.8 s and 15,000 commands more.
		const values = (points: readonly Point[]) => points.map(({ value }) => value);
		expect(values(costs.firstSync.cpuSeconds)).toEqual([
			expect.closeTo(1.7 - 0.8),
			expect.closeTo(30.8 - 21 - 0.8),
		]);
		expect(values(costs.firstSync.redisCommands)).toEqual([25_000, 250_000]);
		expect(values(costs.firstSync.memoryMb)).toEqual([50, 50]);
		expect(costs.watch.cpuSeconds).toEqual([{ items: 1_000, value: expect.closeTo(4.8) }]);
		expect(costs.secondsAnItem).toBeCloseTo(0.43);
		expect(costs.worker.idleMb).toBe(400);
		expect(costs.worker.coldCpuSeconds).toBeCloseTo(2.8);
	});

	it('should refuse figures without a sync at the real pace', () => {
		const one = { runs, coldCpuSeconds: 2, idleCpuShare: 0.01 };
		expect(() => makeCosts(one, null, [])).toThrow('real pace');
	});
});
