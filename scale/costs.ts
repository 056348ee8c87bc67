import type { ManyShopsCosts } from './manyShops';
import { fixedPart, readOff, type Costs, type Point, type RunCosts, type RunFigure } from './model';
import type { OneShopCosts } from './oneShop';
import type { RunCost, RunKind } from './runCost';
import type { StoreCost } from './storeAlone';

const figures: Record<RunFigure, (run: RunCost) => number> = {
	cpuSeconds: ({ cpuSeconds }) => cpuSeconds,
	memoryMb: ({ peakMb, idleMb }) => Math.max(peakMb - idleMb, 0),
	redisCommands: ({ redisCommands }) => redisCommands,
	redisNetBytes: ({ redisNetBytes }) => redisNetBytes,
	redisCpuSeconds: ({ redisCpuSeconds }) => redisCpuSeconds,
	databaseBytes: ({ storedRunBytes }) => storedRunBytes,
};

/** Figures that grow with the time that a run waits for Amazon, and with calls for single items. */
const paced: readonly RunFigure[] = [
	...(['cpuSeconds', 'redisCommands', 'redisNetBytes', 'redisCpuSeconds'] as const),
];

/**
 * Puts the measured figures into the model's form.
 * @param many what only many shops show; null = not measured
 * @param store what the store alone takes; empty = not measured
 */
export function makeCosts(
	one: OneShopCosts,
	many: ManyShopsCosts | null,
	store: readonly StoreCost[],
): Costs {
	const runsOf = (kind: RunKind, pace: RunCost['pace']): RunCost[] =>
		one.runs.filter((run) => run.kind === kind && run.pace === pace).map(withoutIdle);
	const withoutIdle = (run: RunCost): RunCost => ({
		...run,
		cpuSeconds: run.cpuSeconds - run.seconds * one.idleCpuShare,
	});
	const [atPace] = runsOf('first sync', 'real');
	if (atPace === undefined) throw new Error('No sync was measured at the real pace');
	const [quick, sync] = [linesOf(runsOf('first sync', 'quick')), linesOf(runsOf('sync', 'quick'))];
	const waiting = (items: number, figure: RunFigure): number => {
		if (!paced.includes(figure)) return 0;
		const alone = readOff(quick[figure], atPace.items);
		return ((figures[figure](atPace) - alone) * items) / atPace.items;
	};
	// A small shop does not compile all: a worker's next run has the smaller fixed part.
	const compiling = Math.max(fixedPart(quick.cpuSeconds) - fixedPart(sync.cpuSeconds), 0);
	const first = addTo(quick, (items, figure) =>
		figure === 'cpuSeconds' ? waiting(items, figure) - compiling : waiting(items, figure),
	);
	// Without a pause a run leaves its garbage faster than it is collected.
	const memoryMb = [
		{ items: atPace.items, value: figures.memoryMb(atPace) },
		...quick.memoryMb.filter(({ items }) => items > atPace.items),
	];
	return {
		firstSync: { ...first, memoryMb },
		sync: { ...addTo(sync, waiting), memoryMb },
		watch: linesOf(runsOf('watch', 'real')),
		storeBytes: runsOf('sync', 'quick').map((run) => ({ items: run.items, value: run.storeBytes })),
		listNetBytes: store.map(({ items, listNetBytes: value }) => ({ items, value })),
		secondsAnItem: atPace.seconds / atPace.items,
		worker: {
			idleMb: mean(runsOf('first sync', 'quick').map(({ idleMb }) => idleMb)),
			idleCpu: one.idleCpuShare,
			coldCpuSeconds: one.coldCpuSeconds + compiling,
		},
		...readMany(many),
	};
}

/** What only many shops show. */
function readMany(many: ManyShopsCosts | null): Pick<Costs, 'remembered' | 'mainCpuSeconds'> {
	const rest = many?.rest;
	const each = (value = 0): number => (rest ? value / rest.seconds / rest.remembered : 0);
	return {
		remembered: {
			redisCommands: each(rest?.redisCommands),
			redisNetBytes: each(rest?.redisNetBytes),
			redisCpuSeconds: each(rest?.redisCpuSeconds),
		},
		mainCpuSeconds: many?.watch ? many.watch.mainCpuSeconds / many.watch.shops.length : 0,
	};
}

function linesOf(runs: readonly RunCost[]): RunCosts {
	const line = (figure: RunFigure): Point[] =>
		runs.map((run) => ({ items: run.items, value: figures[figure](run) }));
	return mapFigures(line);
}

const addTo = (lines: RunCosts, more: (items: number, figure: RunFigure) => number): RunCosts =>
	mapFigures((figure) =>
		lines[figure].map(({ items, value }) => ({ items, value: value + more(items, figure) })),
	);

function mapFigures(line: (figure: RunFigure) => readonly Point[]): RunCosts {
	const names = Object.keys(figures) as RunFigure[];
	return Object.fromEntries(names.map((name) => [name, line(name)])) as unknown as RunCosts;
}

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
