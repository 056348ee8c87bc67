import {
	countShopsWithin,
	fixedPart,
	predictFleet,
	readOff,
	reckonNeeds,
	type Costs,
	type Point,
	type RunCosts,
} from '../../scale/model';

/** `fixed` with no items, and `each` more for every item. */
const line = (fixed: number, each: number): Point[] =>
	[1_000, 10_000].map((items) => ({ items, value: fixed + each * items }));

const runCosts = (changes: Partial<RunCosts> = {}): RunCosts => ({
	cpuSeconds: line(1, 0.002),
	memoryMb: line(10, 0.001),
	redisCommands: line(100, 20),
	redisNetBytes: line(0, 5_000),
	redisCpuSeconds: line(0, 0.0001),
	databaseBytes: line(20_000, 10),
	...changes,
});

const costs: Costs = {
	firstSync: runCosts(),
	sync: runCosts(),
	watch: runCosts({ cpuSeconds: line(1, 0), redisNetBytes: line(0, 60_000) }),
	storeBytes: line(50_000, 3_000),
	listNetBytes: line(0, 250),
	secondsAnItem: 0.4,
	worker: { idleMb: 400, idleCpu: 0.002, coldCpuSeconds: 2 },
	remembered: { redisCommands: 6, redisNetBytes: 1_000, redisCpuSeconds: 0.0001 },
	mainCpuSeconds: 0.05,
};

describe('readOff', () => {
	const points = [
		{ items: 10_000, value: 50 },
		{ items: 1_000, value: 5 },
		{ items: 100_000, value: 1_000 },
	];

	it.each([
		['a measured size', 10_000, 50],
		['between two sizes', 5_500, 27.5],
		['beyond the last, along the last two', 190_000, 1_950],
		['below the first, along the first two', 500, 2.5],
	])('should read %s', (_, items, expected) => {
		expect(readOff(points, items)).toBeCloseTo(expected);
	});

	it('should take a lone point for every size, and refuse none', () => {
		expect(readOff([{ items: 1_000, value: 7 }], 9)).toBe(7);
		expect(() => readOff([], 9)).toThrow('no measured point');
	});
});

describe('fixedPart', () => {
	it('should be what no item is to blame for, and never less than nothing', () => {
		expect(fixedPart(line(3, 2))).toBeCloseTo(3);
		expect(fixedPart(line(-3, 2))).toBe(0);
	});
});

describe('predictFleet', () => {
	const plan = {
		...({ kind: 'firstSync', items: 1_000, shops: 20, died: 10 } as const),
		...{ coldWorkers: 3, workers: 4, workerSeconds: 1_000, runsAtATime: 10, remembered: 2 },
	};

	it('should add up shops, broken runs, and the workers themselves', () => {
		// CPU: 20 x 3 s, 10 x 1 s begun twice, 1,000 s x 0.002, 3 x 2 s of compiling.
		// Redis: 20 x 20,100 commands and 10 x 100, and 2 x 250 s x 6; 20 x 5 MB and 2 x 250 s x 1 KB;
		// 10 lists of 250 KB, in each of 10 rounds; 50 KB once and 20 x 3 MB.
		expect(predictFleet(costs, plan)).toEqual({
			cpuSeconds: 78,
			workerMb: 510,
			redisBytes: 60_050_000,
			redisCommands: 406_000,
			redisNetBytes: 125_500_000,
			databaseBytes: 600_000,
		});
	});
});

describe('reckonNeeds', () => {
	it('should say what 1,000 shops of 10,800 items need', () => {
		const needs = reckonNeeds(costs, 1_000, 10_800);
		// A sync takes 4,320 s of 10,800: 400 of 1,000 shops sync, and all watch; ten runs a worker.
		expect(needs).toMatchObject({ syncs: 400, watches: 1_000, workers: 140, runsADay: 152_000 });
		expect(needs.syncSeconds).toBeCloseTo(4_320);
		// 8 syncs of 22.6 s and 144 watches of 1 s, 1,000 shops, over a day; and 140 idle workers.
		expect(needs.workerCores).toBeCloseTo((1_000 * (8 * 22.6 + 144)) / 86_400 + 0.28);
		expect(needs.workersMb).toBeCloseTo(140 * 400 + 1_400 * 20.8);
		// 152 runs of 216,100 commands a shop and day; 139 workers remember each shop.
		expect(needs.redisCommandsASecond).toBeCloseTo((1_000 * 152 * 216_100) / 86_400 + 834_000);
		expect(needs.redisBytes).toBeCloseTo(1_000 * 32_400_000 + 50_000);
		expect(needs.redisConnections).toBe(140 * 1_002);
		expect(needs.mainCores).toBeCloseTo((152_000 / 86_400) * 0.05);
		expect(needs.databaseBytesADay).toBeCloseTo(1_000 * 152 * 128_000);
	});

	it('should let one worker alone remember no shop of another', () => {
		const { workers, redisCommandsASecond } = reckonNeeds(costs, 1, 1_000);
		expect(workers).toBe(1);
		expect(redisCommandsASecond).toBeCloseTo((152 * 20_100) / 86_400);
	});
});

describe('countShopsWithin', () => {
	it('should find the last number of shops that a limit allows', () => {
		// A sync of 10,800 items takes 0.4 of its interval: 9 shops need 12.6 runs, which is 2 workers.
		const of = 'Redis';
		const limit = { figure: 'redisConnections', limit: 22, of } as const;
		expect(countShopsWithin(costs, 10_800, limit)).toBe(9);
		expect(countShopsWithin(costs, 10_800, { ...limit, limit: 2 })).toBe(0);
		expect(countShopsWithin(costs, 10_800, { ...limit, limit: 3 })).toBe(1);
	});
});
