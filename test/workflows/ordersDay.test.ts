import { Random } from '../../simulator/world/random';
import { giveVariations } from '../../simulator/world/variations';
import { casesOf } from '../support/cases';
import {
	entriesAbout,
	OrderDesk,
	type Line,
	type PlacedOrder,
	type Told,
} from '../support/orderDay';
import {
	openOrderStory,
	orderScopes,
	stopWhileReading,
	type OrderStory,
} from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/** Days of 200 orders through the shipped order-watch.json, disturbed by seed. */

const SHOP = 'demo-shop';
const DAYS = casesOf(20);
/** 10,772 items where all days are lived through: they order thousands of products. */
const ITEMS = 540 * DAYS - 28;
const ORDERS = 200;
const HOURS = 24;
/** Items with rows, more than the days order of them. */
const COLOURED = 30 * DAYS;

/** Where n8n is killed between the reading of an order and the mark that it was told. */
const places = [
	'実行の開始',
	'BASEの注文',
	'キャッシュを読む',
	'Amazonの今の価格',
	'注文のお知らせ',
	'知らせることがある？',
	'Chatworkに通知',
] as const;

type Disturbance = 'none' | 'killed' | 'killedWhileReading' | 'base' | 'amazon' | 'revoked';

const disturbances: readonly Disturbance[] = [
	...(['none', 'none', 'none', 'killed', 'killed', 'killed'] as const),
	...(['killedWhileReading', 'base', 'amazon', 'revoked'] as const),
];

/** What the owner was told in one run. */
interface RunOfDay {
	message: string;
	/** It composed a message, and ended before the ledger knew whether the owner was told. */
	isUnmarked: boolean;
}

shortenWaits();

let story: OrderStory;
let desk: OrderDesk;

beforeAll(async () => {
	story = await openOrderStory(ITEMS, {
		prepare: ({ world }) => {
			for (const { item } of world.listings(SHOP).slice(-COLOURED)) {
				const rows = ['黒', '白'].map((variation) => ({ variation, stock: 5 }));
				giveVariations(world, SHOP, item.item_id, rows, item.identifier);
			}
		},
	});
	desk = new OrderDesk(story, story.asins.slice(-COLOURED));
}, 300_000);
afterAll(async () => await story.stop());

async function watch(minutes: number, options = {}): Promise<RunOfDay> {
	const { run, messages } = await story.watchLater(minutes, options);
	expect(messages.length).toBeLessThanOrEqual(1);
	const isUnmarked = run.ran('注文のお知らせ') && !run.ran('通知済みにする');
	return { message: messages[0] ?? '', isUnmarked };
}

/** Runs the watch once as the disturbance has it; ten minutes after the orders at most. */
async function watchDisturbed(kind: Disturbance, random: Random): Promise<RunOfDay> {
	const { faults } = story.simulator;
	if (kind === 'killed') return await watch(10, { killedAfter: random.pick(places) });
	if (kind === 'killedWhileReading') {
		const reading = stopWhileReading(story, random.integer(1, 3));
		const run = await watch(10, { onStart: reading.onStart });
		reading.end();
		return run;
	}
	if (kind === 'base') faults.add({ kind: 'databaseError', service: 'base', operation: 'orders' });
	if (kind === 'amazon') faults.add({ kind: 'status', service: 'amazon' });
	if (kind === 'revoked') story.connect(orderScopes.slice(0, 3));
	const run = await watch(10);
	faults.clear();
	await story.later(async () => await Promise.resolve(story.connect()), 0);
	return run;
}

/** An hour of the day: orders are placed, a run is disturbed, and the next ones tell all that is left. */
async function liveHour(
	random: Random,
	count: number,
): Promise<{ orders: PlacedOrder[]; runs: RunOfDay[] }> {
	const kind = random.pick(disturbances);
	const orders = await story.later(
		async () => {
			const place = () => (kind === 'amazon' ? desk.placePlain(random) : desk.placeAny(random));
			return await Promise.resolve(Array.from({ length: count }, place));
		},
		random.integer(0, 4) / 6,
	);
	const runs = [await watchDisturbed(kind, random)];
	// A message that is full says so, and the next run goes on.
	do runs.push(await watch(10));
	while (runs.at(-1)!.message.includes('次のお知らせで知らせます'));
	if (kind === 'amazon') {
		const unknown = [{ heading: '確認できない注文', texts: ['確認できません'] }];
		for (const order of orders) {
			if (entriesAbout(order.key, runs[0]!.message).length > 0) order.tellings.unshift(unknown);
			else expect(runs[0]!.message).toContain('次のお知らせで知らせます');
		}
	}
	return { orders, runs };
}

/** Holds what was told of an order against what had to be told. */
function compare({ key, tellings }: PlacedOrder, runs: readonly RunOfDay[]): void {
	let place = 0;
	let wasTold = false;
	for (const [index, { message }] of runs.entries()) {
		const entries = entriesAbout(key, message);
		if (entries.length > 0) {
			const isAgain = wasTold && runs[index - 1]!.isUnmarked;
			// The message after the one that was lost may be full, so that an order of it comes later still.
			const mayBeKnown = runs.slice(Math.max(index - 2, 0), index).some((run) => run.isUnmarked);
			if (isAgain) place--;
			expectLines(key, entries, tellings[place++] ?? []);
			for (const { text } of entries) {
				if (isAgain) expect(text).toContain('【再送】');
				if (!mayBeKnown) expect(text).not.toContain('【再送】');
			}
		}
		wasTold = entries.length > 0;
	}
	expect([key, place]).toEqual([key, tellings.length]);
}

function expectLines(key: string, told: readonly Told[], lines: readonly Line[]): void {
	expect([key, told.length]).toEqual([key, lines.length]);
	for (const { heading, texts } of lines) {
		const isLine = (entry: Told) =>
			entry.heading.startsWith(heading) && texts.every((text) => entry.text.includes(text));
		if (!told.some(isLine)) expect(told).toEqual(expect.arrayContaining([{ heading, texts }]));
	}
}

const dispatch = (orders: readonly PlacedOrder[]): void => {
	for (const { order } of orders) {
		if (order.dispatch_status === 'ordered') story.move(order, 'dispatched');
	}
};

it.each(Array.from({ length: DAYS }, (_, index) => index + 1))(
	'should tell every order of a disturbed day right, and none twice without saying so (seed %i)',
	async (seed) => {
		const random = new Random(seed);
		const orders: PlacedOrder[] = [];
		const runs: RunOfDay[] = [];
		for (let hour = 0; hour < HOURS; hour++) {
			const left = ORDERS - orders.length;
			const even = Math.floor(left / (HOURS - hour));
			const count = hour === HOURS - 1 ? left : random.integer(1, Math.min(left, 2 * even));
			const lived = await liveHour(random, count);
			runs.push(...lived.runs);
			orders.push(...lived.orders);
			for (const { order, then } of lived.orders) if (then) story.move(order, then.status);
			runs.push(await watch(10));
			if (hour % 6 === 5) dispatch(orders);
		}
		runs.push(await watch(10));
		expect(orders).toHaveLength(ORDERS);
		for (const order of orders) compare(order, runs);
	},
	300_000,
);
