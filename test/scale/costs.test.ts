import { makeCosts } from '../../scale/costs';
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
	run({ kind: 'watch', pace: 'real', cpuSeconds: 5 }),
];
const atPace = run({ pace: 'real', seconds: 430, cpuSeconds: 6, redisCommands: 25_000 });

describe('makeCosts', () => {
	it('should add to each item what waiting for Amazon takes', () => {
		const costs = makeCosts(
			{ runs: [...runs, atPace], coldCpuSeconds: 2, idleCpuShare: 0.01 },
			null,
		);
		// At the real pace 1,000 items took 2 s and 15,000 commands more: 2 ms and 15 commands an item.
		expect(costs.firstSync.cpuSeconds).toEqual([
			{ items: 1_000, value: 6 },
			{ items: 10_000, value: 51 },
		]);
		expect(costs.firstSync.redisCommands.map(({ value }) => value)).toEqual([25_000, 250_000]);
		expect(costs.sync.cpuSeconds).toEqual([{ items: 1_000, value: 5 }]);
		expect(costs.watch.cpuSeconds).toEqual([{ items: 1_000, value: 5 }]);
		expect(costs.sync.memoryMb).toEqual([{ items: 1_000, value: 50 }]);
		expect(costs.secondsAnItem).toBeCloseTo(0.43);
		expect(costs.worker).toEqual({ idleMb: 400, idleCpu: 0.01, coldCpuSeconds: 2 });
	});

	it('should refuse figures without a sync at the real pace', () => {
		const one = { runs, coldCpuSeconds: 2, idleCpuShare: 0.01 };
		expect(() => makeCosts(one, null)).toThrow('real pace');
	});
});
