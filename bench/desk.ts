import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'node:querystring';
import { openCache } from '../lib/cache/cache';
import { openLedger } from '../lib/ledger/ledger';
import { defaultValues } from '../lib/ledger/rules/ruleValues';
import { inChunks } from '../lib/listing/inChunks';
import type { StoredPoint } from '../lib/listing/trail';
import type { Order } from '../lib/orders/order';
import { toStamp } from '../lib/listing/stamp';
import type { ShopData } from '../lib/shop/shopData';
import { FileStore } from '../lib/stores/file/fileStore';
import type { Store } from '../lib/stores/store';
import { makeDesk } from '../nodes/ShopDesk/openDesk';
import { makePage } from '../nodes/ShopDesk/pages/makePage';
import { Fields } from '../nodes/ShopDesk/request';
import { asinAt, fillFolder, SHOP_ITEMS } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { listItems } from './preview';
import { median } from './timing';

const ACCOUNT = 'bench';
const QUESTIONS = 400;
const DAYS = 90;
const ROUNDS = 5;
const HOUR_MS = 3_600_000;
const CHUNK = 500;

/** A page of the desk must not make its owner wait, ms and bytes. */
const MOST_MS = 300;
const MOST_BYTES = 300_000;
const MOST_SEARCH_MS = 200;

const pages = {
	start: '',
	questions: 'page=questions',
	find: 'page=find&q=給水器 77',
	findAsin: `page=find&q=${asinAt(5000)}`,
	item: 'page=item&id=5001',
	settings: 'page=settings',
	items: 'page=items',
	versions: 'page=versions',
	lists: 'page=lists',
	runs: 'page=runs',
	stop: 'page=stop',
	profitByDay: 'page=profit',
	profitByItem: 'page=profit&by=items',
};

/** The pages of the desk over a whole shop with many questions and full charts. */
export const measureDesk: Measure = async (say) => {
	const folder = await mkdtemp(join(tmpdir(), 'abs-bench-desk-'));
	try {
		say(`${SHOP_ITEMS} items, ${QUESTIONS} questions, ${DAYS} days of charts`);
		await fillFolder(folder, SHOP_ITEMS);
		const store = new FileStore({ folder, now: Date.now });
		const data = openData(store);
		await fillLedger(data, store);
		const looks: Look[] = [];
		for (const [name, address] of Object.entries(pages)) {
			const look = { name, ...(await lookAt(data, address)) };
			say(`${name}: ${rounded(look.ms)} ms, ${Math.round(look.bytes / 1000)} KB`);
			looks.push(look);
		}
		await store.close();
		return makeFigures(looks);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

interface Look {
	name: string;
	/** Median. */
	ms: number;
	bytes: number;
}

async function lookAt(data: ShopData, address: string): Promise<Omit<Look, 'name'>> {
	const query = new Fields({ ...parse(address), account: ACCOUNT });
	const times: number[] = [];
	let bytes = 0;
	for (let round = 0; round < ROUNDS; round++) {
		const startedAt = performance.now();
		const nothing = { isForm: false, body: new Fields({}), readUpload: async () => null };
		const answer = await makePage(await makeDesk(data), { ...nothing, query });
		times.push(performance.now() - startedAt);
		if (answer.status !== 200) throw new Error(`${address} was answered by ${answer.status}`);
		bytes = Buffer.byteLength(answer.body);
	}
	return { ms: median(times), bytes };
}

function makeFigures(looks: readonly Look[]): Figure[] {
	const slowest = looks.toSorted((one, other) => other.ms - one.ms)[0]!;
	const largest = looks.toSorted((one, other) => other.bytes - one.bytes)[0]!;
	const searches = looks.filter(({ name }) => name.startsWith('find')).map(({ ms }) => ms);
	const how = `of ${looks.length} pages, ${SHOP_ITEMS} items, ${QUESTIONS} questions, ${DAYS} days, median of ${ROUNDS}`;
	return [
		{
			...{ id: 'desk_slowest_page_over_300_ms', value: rounded(slowest.ms / MOST_MS), unit: '' },
			...{ bound: 1, against: '300 ms', how: `${slowest.name}, ${how}` },
		},
		{
			...{ id: 'desk_largest_page_over_300_kb', value: rounded(largest.bytes / MOST_BYTES) },
			...{ unit: '', bound: 1, against: '300 KB', how: `${largest.name}, ${how}` },
		},
		{
			...{ id: 'desk_search_over_200_ms', value: rounded(Math.max(...searches) / MOST_SEARCH_MS) },
			...{ unit: '', bound: 1, against: '200 ms', how: 'by a part of a title, and by an ASIN' },
		},
	];
}

const openData = (store: Store): ShopData => ({
	cache: openCache({ store, now: Date.now }),
	ledger: openLedger({ store, now: Date.now }),
});

async function fillLedger({ ledger }: ShopData, store: Store): Promise<void> {
	await ledger.rules.save(ACCOUNT, { ...defaultValues, live: true }, 'settings');
	await ledger.items.accept(ACCOUNT, listItems(ACCOUNT), undefined);
	await ledger.questions.update(ACCOUNT, {
		...{ kind: 'first_price', version: 1, settled: new Set<string>() },
		held: Array.from({ length: QUESTIONS }, (_, index) => ({
			...{ name: String(index + 1), item_id: index + 1, asin: asinAt(index) },
			...{ proposal: { price: 1500 }, facts: { price: 1300, floor: 1100 } },
		})),
	});
	await fillRuns(ledger);
	await fillOrders(ledger);
	const names = Array.from({ length: SHOP_ITEMS }, (_, index) => [
		asinAt(index),
		`${ACCOUNT}/${index + 1}`,
	]).flat();
	const points = makeTrail();
	for (const chunk of inChunks(names, CHUNK)) {
		await store.update(
			'trails',
			chunk.map((key) => ({ key, change: () => ({ points }) })),
		);
	}
}

/** Fifty runs a day, as the sync and the watch make them. */
async function fillRuns({ history }: ShopData['ledger']): Promise<void> {
	const numbers = Array.from({ length: DAYS * 50 }, (_, index) => index);
	await Promise.all(
		numbers.map(async (index) => {
			const started_at = new Date(Date.now() - index * 0.48 * HOUR_MS).toISOString();
			await history.open({
				...{ id: `2026-${String(1e6 - index)}`, name: `watch/${ACCOUNT}`, account: ACCOUNT },
				...{ mode: 'watch', workflow_id: 'w', workflow: 'watch', execution: null, started_at },
				...{ is_manual: false, dry_run: false, total: SHOP_ITEMS, state: 'finished' },
				...{ closed_at: started_at, node: null, reason: null, edits: index % 3, telling: 'none' },
			});
		}),
	);
}

/** Each item was ordered once in the days of the charts. */
async function fillOrders({ profits }: ShopData['ledger']): Promise<void> {
	const orders = Array.from({ length: SHOP_ITEMS }, (_, index): Order => ({
		...{ key: String(index + 1), status: 'ordered' },
		ordered_at: toStamp(Date.now() - (index % DAYS) * 24 * HOUR_MS),
		lines: [
			{
				...{ order_item_id: 1, item_id: index + 1, variation_id: null, title: '', variation: '' },
				...{ price: 1500, amount: 1, status: 'ordered' },
			},
		],
	}));
	const keys = orders.map(({ key }) => key);
	await profits.note(ACCOUNT, { heads: [], orders, remembered: new Set(keys) });
	const figures = { sales: 1500, cost: 980, fees: 99, fixed_fee: 40, expenses: 50 };
	await profits.price(
		ACCOUNT,
		keys.map((key) => ({ key, line: 1, figures })),
	);
}

/** Four changes a day, which is the most that is kept. */
function makeTrail(): StoredPoint[] {
	const now = Date.now();
	return Array.from({ length: DAYS * 4 }, (_, index) => [
		Math.floor((now - (DAYS * 4 - index) * 6 * HOUR_MS) / 1000),
		1000 + ((index * 37) % 400),
		index % 9 === 0 ? 0 : 1,
	]);
}
