import type { FleetCost } from './fleetCost';
import type { ManyShopsCosts } from './manyShops';
import {
	countShopsWithin,
	limits,
	predictFleet,
	reckonNeeds,
	type Costs,
	type FleetFigures,
	type Needs,
} from './model';
import type { RunCost } from './runCost';
import type { StoreCost } from './storeAlone';

type Row = readonly string[];

/** Lays rows out as a Markdown table; the first is the head. */
export function layOut(rows: readonly Row[]): string {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	const line = (row: Row): string =>
		`| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
	const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
	const [head, ...body] = rows.map(line);
	return [head, rule, ...body].join('\n');
}

/** Three digits that count, and thousands with a comma. */
export function tell(value: number): string {
	if (value === 0) return '0';
	const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
	return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(digits, 4) });
}

const countCalls = ({ amazonCalls }: RunCost): number =>
	Object.entries(amazonCalls).reduce(
		(sum, [name, calls]) => sum + (name === 'token' ? 0 : calls),
		0,
	);

export function tellOneShop(runs: readonly RunCost[]): string {
	const head = [
		...['run', 'store', 'items', 'Amazon calls', 'BASE calls', 'seconds', 'CPU s', 'peak MB'],
		...['store bytes an item', 'Redis commands an item', 'Redis traffic, bytes an item'],
		...['n8n database, KB (stored)', 'refused'],
	];
	const rows = runs.map((run) => {
		const { items, store } = run;
		const ofRedis = (value: number): string => (store === 'redis' ? tell(value / items) : '-');
		return [
			...[`${run.kind}, ${run.pace} pace`, store, tell(items), tell(countCalls(run))],
			...[tell(run.baseCalls), tell(run.seconds), tell(run.cpuSeconds)],
			...[`${tell(run.peakMb)} (${tell(run.idleMb)})`, tell(run.storeBytes / items)],
			...[ofRedis(run.redisCommands), ofRedis(run.redisNetBytes)],
			...[`${tell(run.runBytes / 1000)} (${tell(run.storedRunBytes / 1000)})`, tell(run.rejected)],
		];
	});
	return layOut([head, ...rows]);
}

export const tellStore = (costs: readonly StoreCost[]): string =>
	layOut([
		[
			...['items', 'memory, bytes an item', 'commands an item', 'traffic, bytes an item'],
			'one reading of the list, bytes',
		],
		...costs.map((cost) =>
			[
				...[cost.items, cost.bytesAnItem, cost.commandsAnItem, cost.netBytesAnItem],
				cost.listNetBytes,
			].map(tell),
		),
	]);

const fleetWords: Record<keyof FleetFigures, string> = {
	cpuSeconds: 'CPU seconds of the workers',
	workerMb: 'memory of a worker at its peak, MB',
	redisBytes: 'store on Redis, bytes',
	redisCommands: 'Redis commands',
	redisNetBytes: 'Redis traffic, bytes',
	databaseBytes: "n8n's database, bytes of runs",
};

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** What was measured, in the model's words. */
function readFleet({ workers, shops, ...fleet }: FleetCost): FleetFigures {
	return {
		cpuSeconds: sum(workers.map(({ cpuSeconds }) => cpuSeconds)),
		workerMb: Math.max(...workers.map(({ peakMb }) => peakMb)),
		redisBytes: fleet.storeBytes,
		redisCommands: fleet.redisCommands,
		redisNetBytes: fleet.redisNetBytes,
		databaseBytes: fleet.storedRunBytes * shops.length,
	};
}

/** The model beside the run of many shops. */
export function tellCheck(
	costs: Costs,
	{ sync, watch, died }: ManyShopsCosts,
	items: number,
): string {
	const rows = [sync, watch].flatMap((fleet) => {
		if (fleet === null) return [];
		const isWatch = fleet.kind === 'watch';
		const predicted = predictFleet(costs, {
			kind: isWatch ? 'watch' : 'firstSync',
			...{ shops: fleet.shops.length, items, died: isWatch ? 0 : died },
			coldWorkers: isWatch ? 0 : fleet.workers.length,
			workers: fleet.workers.length,
			// A connection for each shop that a worker has met, and two for its shared limits.
			remembered: isWatch ? fleet.redisClients - fleet.shops.length - 2 * fleet.workers.length : 0,
			workerSeconds: sum(fleet.workers.map(({ seconds }) => seconds)),
			runsAtATime: 10,
		});
		const measured = readFleet(fleet);
		return (Object.keys(fleetWords) as Array<keyof FleetFigures>)
			.filter((figure) => !isWatch || figure !== 'redisBytes')
			.map((figure) => {
				const [model, run] = [predicted[figure], measured[figure]];
				const off = `${Math.round((model / run - 1) * 100)}%`;
				return [fleet.kind, fleetWords[figure], tell(model), tell(run), off];
			});
	});
	return layOut([['run', 'figure', 'model', 'measured', 'model off by'], ...rows]);
}

const needWords: Record<keyof Needs, string> = {
	syncSeconds: 'a sync, seconds',
	syncs: 'syncs at a time',
	watches: 'watches at a time',
	runsADay: 'runs a day',
	workers: 'workers of 10 runs',
	workerCores: 'cores of the workers',
	workersMb: 'memory of the workers, MB',
	mainCores: "cores of n8n's main, at most",
	redisBytes: 'Redis memory, bytes',
	redisCommandsASecond: 'Redis commands a second',
	redisNetBytesASecond: 'Redis traffic, bytes a second',
	redisCores: 'cores of Redis',
	redisConnections: 'Redis connections',
	databaseBytesADay: "n8n's database, bytes a day if it saves every run",
};

export function tellNeeds(costs: Costs, shops: number, items: number): string {
	const needs = reckonNeeds(costs, shops, items);
	const rows = (Object.keys(needWords) as Array<keyof Needs>).map((figure) => {
		const limit = limits.find((each) => each.figure === figure);
		const most = limit ? tell(countShopsWithin(costs, items, limit)) : '';
		const of = limit ? `${tell(limit.limit)} (${limit.of})` : '';
		return [needWords[figure], tell(needs[figure]), of, most];
	});
	return layOut([['figure', `${tell(shops)} shops`, 'limit', 'shops within it'], ...rows]);
}
