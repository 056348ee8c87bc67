import { rm } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type EngineRun,
} from '../test/support/n8nEngine';
import { asinAt, documentAt, SHOP_ITEMS } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { median } from './timing';

const FEW = 2000;
const ROUNDS = 5;
const PACKAGE = 'n8n-nodes-amazon-base-sync';

/** Deciding and reporting for a whole shop, inside n8n's own engine, beside a plain Set node. */
export const measureDetect: Measure = async (say) => {
	const userFolder = useTemporaryUserFolder();
	try {
		say(`${SHOP_ITEMS} items, ${ROUNDS} rounds`);
		await runOnce(FEW);
		const rounds: Array<Record<TimedNode, number>> = [];
		for (let round = 0; round < ROUNDS; round++) rounds.push(timesOf(await runOnce(SHOP_ITEMS)));
		say(`memory at ${FEW} and ${SHOP_ITEMS} items`);
		// What earlier measures left behind goes with the first weighing, and would lighten it.
		await bytesPerItem(FEW);
		return [
			timeFigure('detect_over_plain_set', 'detect', rounds),
			timeFigure('report_over_plain_set', 'report', rounds),
			memoryFigure(await bytesPerItem(FEW), await bytesPerItem(SHOP_ITEMS)),
		];
	} finally {
		await rm(userFolder, { recursive: true, force: true });
	}
};

const memoryFigure = (few: number, many: number): Figure => ({
	id: 'report_memory_linear',
	value: rounded(many / few),
	unit: '',
	bound: 1.1,
	against: `the heap that a run of ${FEW} items holds at its end, per item`,
	how: `all three nodes' items kept, after garbage collection: ${kilobytes(many)} an item at ${SHOP_ITEMS}, ${kilobytes(few)} at ${FEW}`,
});

type TimedNode = 'set' | 'detect' | 'report';

const kilobytes = (bytes: number): string => `${rounded(bytes / 1024)} KB`;

async function runOnce(count: number): Promise<EngineRun> {
	const items = Array.from({ length: count }, (_, index) => itemAt(index, count));
	const run = await runWorkflow(
		inARow(
			itemsNode(items),
			{ name: 'set', type: 'n8n-nodes-base.set', typeVersion: 3.5, parameters: plainSet },
			itemsNode(items, 'source'),
			{ name: 'detect', type: `${PACKAGE}.detectChanges` },
			{ name: 'report', type: `${PACKAGE}.changeReport` },
		),
		{ credentials: {}, mode: 'manual' },
	);
	if (run.error) throw new Error(run.error);
	const [report] = run.output('report');
	const changed = (report?.summary as { changed?: number } | undefined)?.changed;
	const moved = Math.ceil(count / 10);
	if (changed !== moved) throw new Error(`${changed} changes reported of ${moved}`);
	return run;
}

const plainSet = {
	assignments: {
		assignments: [
			{ id: 'a', name: 'asin', value: '={{ $json.asin }}', type: 'string' },
			{ id: 'b', name: 'price', value: '={{ $json.offer.price }}', type: 'number' },
			{ id: 'c', name: 'title', value: '={{ $json.listing.title }}', type: 'string' },
		],
	},
	options: {},
};

/** An item as the loop brings it; every tenth one's price rose by 200 yen since it was last told. */
function itemAt(index: number, total: number): object {
	const at = new Date().toISOString();
	const cached = { ...documentAt(index), price: 1000 };
	const price = index % 10 === 0 ? 1200 : 1000;
	const account = 'shop';
	return {
		asin: asinAt(index),
		run: {
			id: 'bench',
			workflow: 'bench',
			account,
			dry_run: false,
			limit: 0,
			total,
			started_at: at,
			lease: null,
			room: '',
		},
		listing: {
			account,
			item_id: index + 1,
			title: `自動給水器 ${index}`,
			price: 1300,
			visible: true,
			stock: 1,
			identifier: `b-${asinAt(index)}-20251124210000`,
			variation_count: 0,
			variations: [],
			modified: null,
			read_at: at,
		},
		cached: { ...cached, reported: { [account]: { price: 1000, in_stock: true, at } } },
		offer: {
			status: 'in_stock',
			price,
			currency: 'JPY',
			shipping: 0,
			points: 0,
			is_fba: true,
			is_prime: true,
			is_buy_box: true,
			ships_within_hours: 24,
			seller_count: 3,
			source: 'item_offers_batch',
			fetched_at: at,
			reason: null,
		},
	};
}

const timesOf = (run: EngineRun): Record<TimedNode, number> => ({
	set: executionTime(run, 'set'),
	detect: executionTime(run, 'detect'),
	report: executionTime(run, 'report'),
});

const executionTime = (run: EngineRun, node: TimedNode): number =>
	run.raw.data.resultData.runData[node]?.[0]?.executionTime ?? 0;

function timeFigure(
	id: string,
	node: TimedNode,
	rounds: ReadonlyArray<Record<TimedNode, number>>,
): Figure {
	const each = (of: TimedNode): number =>
		(median(rounds.map((times) => times[of])) * 1000) / SHOP_ITEMS;
	return {
		id,
		value: rounded(each(node) / each('set')),
		unit: '',
		bound: 1,
		against: "a Set node of three expressions in the same run, per item (n8n-core's engine)",
		how: `${SHOP_ITEMS} items, median of ${ROUNDS}: ${Math.round(each(node))} us over ${Math.round(each('set'))} us an item`,
	};
}

/** Over a run of next to nothing, for an engine keeps some of the last run until the next. */
async function bytesPerItem(count: number): Promise<number> {
	const empty = await heapWith(10);
	return ((await heapWith(count)) - empty) / count;
}

async function heapWith(count: number): Promise<number> {
	const run = await runOnce(count);
	const bytes = heapAfterCollection();
	// Used after the weighing, so that the run is still there while it is weighed.
	if (!run.ran('report')) throw new Error('The report did not run');
	return bytes;
}

function heapAfterCollection(): number {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	return process.memoryUsage().heapUsed;
}
