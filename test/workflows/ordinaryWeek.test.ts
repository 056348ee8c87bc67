import { DateTime } from 'luxon';
import { SHOP_ZONE } from '../../lib/listing/stamp';
import type { RunItem } from '../../lib/report/summary';
import type { Truth } from '../../simulator/world/product';
import type { ShopItem } from '../../simulator/world/shop';
import { openMarketWeek, type MarketWeek, type Reason, type WeekRun } from '../support/marketWeek';
import { shopFloor } from '../support/shopFloor';

/**
 * Ordinary days: 0.6 changes an item and day, Amazon's quotas and BASE's 5,000 calls an hour. The shipped sync
 * runs every 3 hours and the shipped watch once between two of them. 270 items for two days; with FULL_CASES=1
 * 10,772 items, of which a day takes a quarter of an hour on two busy cores: WEEK_DAYS=7 plays the whole week.
 */

const IS_FULL = process.env.FULL_CASES === '1';
const ITEMS = IS_FULL ? 10_772 : 270;
const DAYS = Number(process.env.WEEK_DAYS ?? 2);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SYNC_MS = 3 * HOUR;
/** The sync leaves an answer alone that is younger than this. */
const TTL_MS = 1.5 * HOUR;
const LIMIT_MS = IS_FULL ? 4 * HOUR : 300_000;
/** A smaller difference is worth no edit, yen. */
const WORTH_AN_EDIT = 100;
const HIGHEST_PRICE = 100_000;

/** All that was found wrong after a sync, over the whole time. */
interface Findings {
	/** Items that are wrong by all that Amazon said since the run before, and that no reason holds. */
	late: string[];
	/** The same with a reason: how often, by its name, and how many at once at most. */
	held: Record<string, number>;
	mostHeld: number;
	/** Items that no answer of this run explains. */
	lateByARun: number;
	belowFloor: string[];
	judged: number;
	edits: number;
	syncMinutes: number;
}

/** Cost x 1.3, half up to 10 yen, 500 yen at least; null above 100,000. */
function rulePrice(cost: number): number | null {
	const price = Math.max(500, Math.floor((Math.floor((cost * 13) / 10) + 5) / 10) * 10);
	return price > HIGHEST_PRICE ? null : price;
}

function isRight({ visible, price }: ShopItem, { status, price: cost }: Truth): boolean {
	// Amazon says nothing of a product that is new there.
	if (status === 'unknown') return true;
	if (cost === null) return visible === 0;
	const rule = rulePrice(cost);
	const isSafe = price >= shopFloor(cost);
	if (rule === null) return visible === 0 || isSafe;
	return visible === 1 && isSafe && Math.abs(price - rule) < WORTH_AN_EDIT;
}

const sayTruth = ({ status, price }: Truth): string => `${status} ${price}`;

function isBelowFloor({ visible, price }: ShopItem, truths: readonly Truth[]): boolean {
	const costs = truths.flatMap(({ price: cost }) => cost ?? []);
	return visible === 1 && costs.length > 0 && costs.every((cost) => price < shopFloor(cost));
}

/** Why the run left an item as it is; null if it says nothing. */
function nameReason(item: RunItem | undefined): string | null {
	const guards = item?.decision?.held_moves.map(({ guard }) => guard) ?? [];
	if (guards.length > 0) return guards.join('+');
	if (item?.offer_status === 'unknown') return 'unknown';
	const action = item?.result?.action;
	return action === 'deferred' || action === 'failed' ? action : null;
}

let week: MarketWeek;
const found: Findings = {
	...{ late: [], held: {}, mostHeld: 0, lateByARun: 0, belowFloor: [] },
	...{ judged: 0, edits: 0, syncMinutes: 0 },
};

function judge({ startedAt, endedAt, items }: WeekRun, previousAt: number): void {
	const byId = new Map(items.map((item) => [item.item_id, item]));
	let heldNow = 0;
	for (const { asin, item } of week.kept()) {
		found.judged++;
		const lately = week.truthsSince(asin, startedAt - TTL_MS);
		if (isBelowFloor(item, lately)) found.belowFloor.push(`${asin} ${item.price}`);
		const isLate = (since: number) =>
			!week.truthsSince(asin, since).some((truth) => isRight(item, truth));
		if (isLate(startedAt)) found.lateByARun++;
		// A move while the run was under way is due by the next one.
		const isMoving = new Set(week.truthsSince(asin, startedAt).map(sayTruth)).size > 1;
		if (isMoving || !isLate(previousAt)) continue;
		const reason = nameReason(byId.get(item.item_id));
		if (reason === null) {
			const { price, visible } = item;
			const truths = JSON.stringify(week.truthsSince(asin, previousAt));
			const why = byId.get(item.item_id)?.decision?.why.join(' / ');
			found.late.push(`${asin} ${price} yen, visible ${visible}, Amazon ${truths}: ${why}`);
			continue;
		}
		heldNow++;
		found.held[reason] = (found.held[reason] ?? 0) + 1;
	}
	found.mostHeld = Math.max(found.mostHeld, heldNow);
	found.edits += items.filter(({ result }) => result?.action === 'updated').length;
	found.syncMinutes = Math.max(found.syncMinutes, (endedAt - startedAt) / 60_000);
}

async function live(): Promise<void> {
	let previousAt = week.openedAt;
	for (let at = week.openedAt; at < week.openedAt + DAYS * DAY; at += SYNC_MS) {
		const run = await week.sync(at);
		judge(run, previousAt);
		previousAt = run.startedAt;
		await week.watch(at + SYNC_MS / 2);
		if (IS_FULL) tellFigures(run);
	}
}

/** A day of the whole shop takes many minutes: the figures so far, for whoever waits. */
function tellFigures({ startedAt }: WeekRun): void {
	const events: Record<string, number> = {};
	for (const { event } of week.moves) events[event] = (events[event] ?? 0) + 1;
	const { late, belowFloor, ...figures } = found;
	const line = {
		hour: Math.round((startedAt - week.openedAt) / HOUR),
		...{ ...figures, late: late.length, belowFloor: belowFloor.length, events },
		unseen: week.moves.filter(({ isVisible }) => !isVisible).length,
		asked: [...week.asked.values()].map(({ kind, asked }) => `${kind} ${asked}`),
		minutes: Math.round(performance.now() / 60_000),
	};
	process.stderr.write(`${JSON.stringify(line)}\n`);
}

beforeAll(async () => {
	week = await openMarketWeek({ items: ITEMS, withoutBuyBox: 5 });
	week.simulator.counters.reset();
	await live();
}, LIMIT_MS);
afterAll(async () => {
	await week.stop();
	jest.restoreAllMocks();
});

it('should have every confirmed change in the shop within two runs', () => {
	expect(week.moves.length).toBeGreaterThan(ITEMS * DAYS * 0.4);
	expect(found.late).toEqual([]);
});

it('should hold one item in 200 at most, each for a reason with a name', () => {
	expect(found.mostHeld).toBeLessThanOrEqual(Math.ceil(ITEMS / 200));
});

it('should leave nothing on sale below its floor', () => {
	expect(found.belowFloor).toEqual([]);
});

it('should leave alone what is not its own', () => {
	const shop = week.simulator.world.shop('demo-shop');
	const isHidden = (reason: Reason) => reason === 'hidden by the owner';
	const touched = week.leftAlone.filter(({ reason, item }) =>
		isHidden(reason)
			? shop.get(item.item_id)!.visible === 1
			: JSON.stringify(shop.get(item.item_id)) !== JSON.stringify(item),
	);

	expect(new Set(week.leftAlone.map(({ reason }) => reason)).size).toBe(4);
	expect(touched).toEqual([]);
});

it('should ask the owner one group of questions a day at most', () => {
	const minutes = [...week.asked.values()]
		.map(({ asked_at }) => Math.floor(Date.parse(asked_at) / 60_000))
		.filter((minute) => minute * 60_000 >= week.openedAt);
	// Questions of several kinds come in one message.
	const days = [...new Set(minutes)].map((minute) =>
		DateTime.fromMillis(minute * 60_000, { zone: SHOP_ZONE }).toISODate(),
	);

	expect(days).toEqual([...new Set(days)]);
});

it('should have no call refused for a quota', () => {
	const { services } = week.simulator.counters.snapshot();
	const operations = Object.entries({ ...services.amazon, ...services.base });

	expect(operations.filter(([, { throttled }]) => throttled > 0)).toEqual([]);
});
