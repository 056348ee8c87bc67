import type { ManyShopsCosts } from './manyShops';
import { readOff, type Costs, type Point, type RunCosts, type RunFigure } from './model';
import type { OneShopCosts } from './oneShop';
import type { RunCost, RunKind } from './runCost';

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

/** Puts the measured figures into the model's form. @param many what only many shops show; null = not measured */
export function makeCosts(one: OneShopCosts, many: ManyShopsCosts | null): Costs {
	const runsOf = (kind: RunKind, pace: RunCost['pace']): RunCost[] =>
		one.runs.filter((run) => run.kind === kind && run.pace === pace);
	const [atPace] = runsOf('first sync', 'real');
	if (atPace === undefined) throw new Error('No sync was measured at the real pace');
	const first = linesOf(runsOf('first sync', 'quick'));
	const sync = runsOf('sync', 'quick');
	const waiting = (items: number, figure: RunFigure): number => {
		if (!paced.includes(figure)) return 0;
		const alone = readOff(first[figure], atPace.items);
		return ((figures[figure](atPace) - alone) * items) / atPace.items;
	};
	const watches = runsOf('watch', 'real');
	const rest = many?.rest;
	const each = (value: number): number => (rest ? value / rest.seconds / rest.remembered : 0);
	return {
		firstSync: addTo(first, waiting),
		sync: addTo(linesOf(sync), waiting),
		watch: linesOf(watches),
		storeBytes: sync.map(({ items, storeBytes }) => ({ items, value: storeBytes })),
		secondsAnItem: atPace.seconds / atPace.items,
		worker: {
			idleMb: mean(one.runs.map(({ idleMb }) => idleMb)),
			idleCpu: one.idleCpuShare,
			coldCpuSeconds: one.coldCpuSeconds,
		},
		remembered: {
			redisCommands: each(rest?.redisCommands ?? 0),
			redisNetBytes: each(rest?.redisNetBytes ?? 0),
			redisCpuSeconds: each(rest?.redisCpuSeconds ?? 0),
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
