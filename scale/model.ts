/** What many shops need, reckoned from what one shop takes: sums and products of measured figures, nothing else. */

/** A figure as measured at one size of a shop. */
export interface Point {
	items: number;
	value: number;
}

/** Figures of one kind of run, by the size of its shop. */
export interface RunCosts {
	cpuSeconds: readonly Point[];
	/** Beyond the memory of an idle worker. */
	memoryMb: readonly Point[];
	redisCommands: readonly Point[];
	redisNetBytes: readonly Point[];
	redisCpuSeconds: readonly Point[];
	/** In n8n's database. */
	databaseBytes: readonly Point[];
}

export type RunFigure = keyof RunCosts;

export interface Costs {
	firstSync: RunCosts;
	sync: RunCosts;
	watch: RunCosts;
	/** What a shop's store takes on Redis. */
	storeBytes: readonly Point[];
	/** Traffic with Redis for one reading of a shop's list, bytes; empty = not measured. */
	listNetBytes: readonly Point[];
	/** How long a sync takes an item at Amazon's pace. */
	secondsAnItem: number;
	worker: {
		idleMb: number;
		/** In each second. */
		idleCpu: number;
		/** Once, when its code is compiled. */
		coldCpuSeconds: number;
	};
	/** What a worker asks of Redis in each second for a shop that it has ever run, though no run is there now. */
	remembered: { redisCommands: number; redisNetBytes: number; redisCpuSeconds: number };
	/** CPU seconds of n8n's main for each run. */
	mainCpuSeconds: number;
}

/** Reads a line through measured points: straight between two of them, and on along the nearest two beyond the last. */
export function readOff(points: readonly Point[], items: number): number {
	const sorted = [...points].sort((one, other) => one.items - other.items);
	const [only] = sorted;
	if (only === undefined) throw new Error('There is no measured point');
	if (sorted.length === 1) return only.value;
	const above = sorted.findIndex((point) => point.items >= items);
	const end = above < 0 ? sorted.length - 1 : Math.max(above, 1);
	const [from, to] = [sorted[end - 1]!, sorted[end]!];
	const slope = (to.value - from.value) / (to.items - from.items);
	return from.value + slope * (items - from.items);
}

/** What a run takes however small its shop is. */
export const fixedPart = (points: readonly Point[]): number => Math.max(readOff(points, 0), 0);

/** Runs of many shops at once. */
export interface FleetPlan {
	kind: 'firstSync' | 'watch';
	shops: number;
	items: number;
	/** Runs that die with their worker and begin once more. */
	died: number;
	/** Shops that a worker has run before and another runs now, by worker. */
	remembered: number;
	/** Workers that had run nothing before. */
	coldWorkers: number;
	workers: number;
	/** How long the workers live in it, all together. */
	workerSeconds: number;
	/** The most runs that one worker has at a time. */
	runsAtATime: number;
}

export interface FleetFigures {
	cpuSeconds: number;
	/** Of one worker at its peak. */
	workerMb: number;
	redisBytes: number;
	redisCommands: number;
	redisNetBytes: number;
	databaseBytes: number;
}

export function predictFleet(costs: Costs, plan: FleetPlan): FleetFigures {
	const { shops, items, died, coldWorkers, workerSeconds, runsAtATime } = plan;
	const { worker } = costs;
	const run = costs[plan.kind];
	const rememberedSeconds = (plan.remembered * workerSeconds) / plan.workers;
	// A run that begins again goes on where it was: its fixed part comes twice, and the list in each of its rounds.
	const all = (figure: RunFigure): number =>
		shops * readOff(run[figure], items) + died * fixedPart(run[figure]);
	return {
		cpuSeconds:
			all('cpuSeconds') + workerSeconds * worker.idleCpu + coldWorkers * worker.coldCpuSeconds,
		workerMb: worker.idleMb + runsAtATime * readOff(run.memoryMb, items),
		redisBytes: sizeStores(costs, shops, items),
		redisCommands: all('redisCommands') + rememberedSeconds * costs.remembered.redisCommands,
		redisNetBytes:
			all('redisNetBytes') +
			died * readListInRounds(costs, items) +
			rememberedSeconds * costs.remembered.redisNetBytes,
		databaseBytes: shops * readOff(run.databaseBytes, items),
	};
}

const ITEMS_A_ROUND = 100;

const readListInRounds = ({ listNetBytes }: Costs, items: number): number =>
	listNetBytes.length === 0 ? 0 : Math.ceil(items / ITEMS_A_ROUND) * readOff(listNetBytes, items);

/** The fixed part is Redis itself, its scripts and buffers: it is there once, however many shops share it. */
function sizeStores({ storeBytes }: Costs, shops: number, items: number): number {
	const fixed = fixedPart(storeBytes);
	return fixed + shops * (readOff(storeBytes, items) - fixed);
}

const DAY_SECONDS = 86_400;
/** As shipped: a sync every 3 hours, and a watch that goes on from one start to the next, 10 minutes later. */
const SYNCS_A_DAY = 8;
const WATCHES_A_DAY = 144;
/** n8n's default for a worker. */
export const RUNS_A_WORKER = 10;
/** Redis's client and the subscriber that the shared limits have in each worker. */
const CONNECTIONS_A_WORKER = 2;

export interface Needs {
	syncSeconds: number;
	/** Runs at a time. */
	syncs: number;
	watches: number;
	workers: number;
	workerCores: number;
	workersMb: number;
	mainCores: number;
	redisBytes: number;
	redisCommandsASecond: number;
	redisNetBytesASecond: number;
	redisCores: number;
	redisConnections: number;
	databaseBytesADay: number;
	runsADay: number;
}

/** What hosting takes, with n8n's ten runs a worker and each worker meeting each shop sooner or later. */
export function reckonNeeds(costs: Costs, shops: number, items: number): Needs {
	const { sync, watch, worker, remembered } = costs;
	const aDay = (figure: RunFigure): number =>
		shops *
		(SYNCS_A_DAY * readOff(sync[figure], items) + WATCHES_A_DAY * readOff(watch[figure], items));
	const aSecond = (figure: RunFigure): number => aDay(figure) / DAY_SECONDS;
	const syncSeconds = items * costs.secondsAnItem;
	const syncs = (shops * syncSeconds * SYNCS_A_DAY) / DAY_SECONDS;
	const watches = shops;
	const workers = Math.ceil((syncs + watches) / RUNS_A_WORKER);
	// Each shop has a run on some worker all the time; the others remember it.
	const memories = Math.max(workers - 1, 0) * shops;
	const runsADay = shops * (SYNCS_A_DAY + WATCHES_A_DAY);
	return {
		...{ syncSeconds, syncs, watches, workers, runsADay },
		workerCores: aSecond('cpuSeconds') + workers * worker.idleCpu,
		workersMb:
			workers * worker.idleMb +
			syncs * readOff(sync.memoryMb, items) +
			watches * readOff(watch.memoryMb, items),
		mainCores: (runsADay / DAY_SECONDS) * costs.mainCpuSeconds,
		redisBytes: sizeStores(costs, shops, items),
		redisCommandsASecond: aSecond('redisCommands') + memories * remembered.redisCommands,
		redisNetBytesASecond: aSecond('redisNetBytes') + memories * remembered.redisNetBytes,
		redisCores: aSecond('redisCpuSeconds') + memories * remembered.redisCpuSeconds,
		redisConnections: workers * (shops + CONNECTIONS_A_WORKER),
		databaseBytesADay: aDay('databaseBytes'),
	};
}

export interface Limit {
	figure: keyof Needs;
	limit: number;
	/** Whose limit it is. */
	of: string;
}

/** Limits of one machine each, as they come. */
export const limits: readonly Limit[] = [
	{ figure: 'redisConnections', limit: 10_000, of: "Redis's default maxclients" },
	{ figure: 'redisCores', limit: 1, of: "Redis's one thread" },
	{ figure: 'redisNetBytesASecond', limit: 125e6, of: 'a network of 1 Gbit/s' },
];

/** The largest number of shops with which a need stays within its limit. */
export function countShopsWithin(costs: Costs, items: number, { figure, limit }: Limit): number {
	const isWithin = (shops: number): boolean => reckonNeeds(costs, shops, items)[figure] <= limit;
	let [good, bad] = [0, 1];
	while (isWithin(bad) && bad < 1e6) [good, bad] = [bad, bad * 2];
	while (bad - good > 1) {
		const middle = Math.floor((good + bad) / 2);
		if (isWithin(middle)) good = middle;
		else bad = middle;
	}
	return good;
}
