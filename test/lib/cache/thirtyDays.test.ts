import { openCache, type Cache, type CacheWrite } from '../../../lib/cache/cache';
import type { DataGroup } from '../../../lib/cache/document';
import {
	collectAges,
	judgeFreshness,
	isFresh,
	type TimeToLive,
} from '../../../lib/cache/freshness';
import { offerWrite } from '../../../lib/cache/patchFromOffer';
import { orderStalestFirst } from '../../../lib/cache/order';
import { findFreshMs } from '../../../lib/ledger/runs/interval';
import { toStamp } from '../../../lib/listing/stamp';
import { MemoryStore } from '../../support/memoryStore';
import { shippedWorkflow } from '../../support/shopWorld';
import { offer } from '../../support/situation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-01T00:00:00+09:00');
const RUN_MS = 72 * MINUTE;
/** A chunk is to them what 100 are to 10,772: twelve chunks a run. */
const ITEMS = 144;
const CHUNK = 12;
const asins = Array.from({ length: ITEMS }, (_, index) => `B0${String(index).padStart(8, '0')}`);

/** The clock is moved by hand, by the time that fetching takes. */
let clock: number;
let cache: Cache;
/** When each item's data was confirmed. */
let refreshes: Map<string, number[]>;
beforeEach(() => {
	clock = START;
	cache = openCache({ store: new MemoryStore(), now: () => clock });
	refreshes = new Map(asins.map((asin) => [asin, []]));
});

interface Walk {
	ttl: TimeToLive;
	groups: readonly DataGroup[];
	writeOf: (asin: string, at: string) => CacheWrite;
}

const synced: Omit<Walk, 'ttl'> = {
	groups: ['price', 'stock'],
	writeOf: (asin, at) => offerWrite(asin, offer({ fetched_at: at }))!,
};

const weekly: Omit<Walk, 'ttl'> = {
	groups: ['basic_info'],
	writeOf: (asin, at) => ({ asin, set: { basic_info: { title_ja: '箸', images: [], at } } }),
};

async function confirm(asin: string, { writeOf }: Omit<Walk, 'ttl'>): Promise<void> {
	const [outcome] = await cache.write([writeOf(asin, toStamp(clock))]);
	if (outcome?.ok !== true || outcome.skipped.length > 0) throw new Error(`${asin} not written`);
	refreshes.get(asin)!.push(clock);
}

async function freshnesses(some: readonly string[], { ttl, groups }: Walk) {
	const summaries = await cache.readAges(some);
	return some.map((asin) => {
		const summary = summaries.get(asin);
		const ages = summary?.ages ?? collectAges(undefined);
		const freshness = judgeFreshness(ages, ttl, clock, groups);
		return { asin, freshness, failedAt: summary?.failed_at };
	});
}

/**
 * What a shipped workflow does: order once, then chunk by chunk fetch what isn't fresh by then.
 * @param stopAfter items; a crash
 */
async function run(walk: Walk, runMs = RUN_MS, stopAfter = ITEMS): Promise<void> {
	const ordered = orderStalestFirst(await freshnesses(asins, walk), clock);
	for (let start = 0; start < stopAfter; start += CHUNK) {
		const chunk = ordered.slice(start, start + CHUNK).map(({ asin }) => asin);
		for (const { asin, freshness } of await freshnesses(chunk, walk)) {
			if (isFresh(freshness, walk.groups)) continue;
			clock += runMs / ITEMS;
			await confirm(asin, walk);
		}
	}
}

/** For each item, in how many of the intervals it was refreshed how often: `{ 1: 240 }`. */
function refreshesPerInterval(intervalMs: number, count: number): Array<Record<number, number>> {
	return asins.map((asin) => {
		const tally = new Array<number>(count).fill(0);
		for (const at of refreshes.get(asin)!) tally[Math.floor((at - START) / intervalMs)]! += 1;
		const totals: Record<number, number> = {};
		for (const times of tally) totals[times] = (totals[times] ?? 0) + 1;
		return totals;
	});
}

const longestGap = (): number =>
	Math.max(
		...asins.flatMap((asin) => {
			const times = refreshes.get(asin)!;
			return times.slice(1).map((at, index) => at - times[index]!);
		}),
	);

/** The interval that the price and stock sync ships with, and what follows from it with 10,000 items. */
function shippedSync(): { ttl: TimeToLive; intervalMs: number } {
	const { nodes } = shippedWorkflow('price-stock-sync.json');
	const { rule } = nodes.find(({ type }) => type.endsWith('.scheduleTrigger'))!.parameters as {
		rule: { interval: Array<{ hoursInterval: number }> };
	};
	const intervalMs = rule.interval[0]!.hoursInterval * HOUR;
	const interval = { shortest_ms: intervalMs, longest_ms: intervalMs };
	const freshMs = findFreshMs(interval, RUN_MS);
	return { ttl: { priceMs: freshMs, stockMs: freshMs, basicInfoMs: 0 }, intervalMs };
}

const ofAWeek: TimeToLive = {
	...{ priceMs: 0, stockMs: 0 },
	basicInfoMs: findFreshMs({ shortest_ms: 7 * DAY, longest_ms: 7 * DAY }, RUN_MS),
};

describe('30 days of runs', () => {
	it('should refresh every item in every one of the 240 intervals of the shipped sync', async () => {
		const { ttl, intervalMs } = shippedSync();
		expect([ttl.priceMs, ttl.stockMs, intervalMs]).toEqual([1.5 * HOUR, 1.5 * HOUR, 3 * HOUR]);

		for (let at = START; at < START + 30 * DAY; at += intervalMs) {
			clock = at;
			await run({ ...synced, ttl });
			expect(clock).toBe(at + RUN_MS);
		}

		expect(refreshesPerInterval(intervalMs, 240)).toEqual(asins.map(() => ({ 1: 240 })));
		expect(longestGap()).toBe(intervalMs);
	}, 60_000);

	it('should refresh every item in every week of the weekly workflow', async () => {
		for (let at = START; at < START + 35 * DAY; at += 7 * DAY) {
			clock = at;
			await run({ ...weekly, ttl: ofAWeek });
		}

		expect(refreshesPerInterval(7 * DAY, 5)).toEqual(asins.map(() => ({ 1: 5 })));
	});

	it('should stay so where runs are of changing length, up to two hours', async () => {
		const { ttl, intervalMs } = shippedSync();
		const minutes = [72, 90, 72, 120, 72, 75, 110, 100];

		for (let index = 0; index < 240; index++) {
			clock = START + index * intervalMs;
			await run({ ...synced, ttl }, minutes[index % minutes.length]! * MINUTE);
		}

		expect(refreshesPerInterval(intervalMs, 240)).toEqual(asins.map(() => ({ 1: 240 })));
	}, 60_000);

	it('should take what a far quicker run passed over first in the next one', async () => {
		const { ttl, intervalMs } = shippedSync();

		for (const [index, minutes] of [130, 30, 72].entries()) {
			clock = START + index * intervalMs;
			await run({ ...synced, ttl }, minutes * MINUTE);
		}

		// The last ones of the slow run were less than two hours old when the quick one came to them.
		const passedOver = asins.filter((asin) => refreshes.get(asin)!.length === 2);
		expect(passedOver.length).toBeGreaterThan(0);
		for (const asin of passedOver) {
			const [, last = 0] = refreshes.get(asin)!;
			expect(last - (START + 2 * intervalMs)).toBeLessThanOrEqual(
				(passedOver.length / ITEMS) * RUN_MS,
			);
		}
	});

	it('should leave no item out twice in a row, with crashes and confirmations in between', async () => {
		const { ttl, intervalMs } = shippedSync();

		for (let index = 0; index < 240; index++) {
			clock = START + index * intervalMs;
			const isCrash = index % 8 === 5;
			await run({ ...synced, ttl }, RUN_MS, isCrash ? ITEMS / 2 : ITEMS);
			// The price watch confirms a few, at a time when the next run will still find them fresh.
			clock = START + index * intervalMs + 150 * MINUTE;
			for (const asin of asins.filter((_, at) => (at + index) % 29 === 0)) {
				await confirm(asin, synced);
			}
		}

		// Confirmed at 150 minutes, passed over as fresh in the next run, first in the one after it.
		expect(longestGap()).toBeLessThan(2 * intervalMs);
		for (const tally of refreshesPerInterval(intervalMs, 240)) {
			expect(tally[0] ?? 0).toBeLessThan(240 / 5);
		}
	}, 60_000);

	it('should see it where an age is too long: then every second interval is left out', async () => {
		const { intervalMs } = shippedSync();
		const ttl = { priceMs: 4 * HOUR, stockMs: 4 * HOUR, basicInfoMs: 0 };

		for (let index = 0; index < 8; index++) {
			clock = START + index * intervalMs;
			await run({ ...synced, ttl });
		}

		expect(refreshesPerInterval(intervalMs, 8)).toEqual(asins.map(() => ({ 0: 4, 1: 4 })));
	});
});
