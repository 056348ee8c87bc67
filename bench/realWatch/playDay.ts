import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import type { CountersSnapshot } from '../../simulator/counters';
import type { Watcher } from '../../simulator/options';
import type { Simulator } from '../../simulator/start';
import { useTemporaryUserFolder, type EngineRun } from '../../test/support/n8nEngine';
import { openFolder } from '../../test/support/stored';
import { WATCH_TRIGGER } from '../../test/support/watchOnce';
import type { Followed, LiveMarket } from './liveMarket';
import { nameShop, openMarket, startServices, syncQuickly, type DayRules } from './openDay';
import { runShipped } from './runShipped';

const WATCH_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** What came of a simulated day. */
export interface PlayedDay extends Followed {
	/** Time since the confirmation that was longest ago, at the end of each slice, ms. */
	oldestMs: number[];
	counts: CountersSnapshot;
	/** The slowest answer of a service, ms. */
	slowestMs: number;
}

/** Plays a day of the shipped watch, in the simulated time of a clock that runs already. */
export async function playDay(given: DayRules): Promise<PlayedDay> {
	const { rules, work, say } = given;
	const folder = join(useTemporaryUserFolder(), '.n8n', 'amazon-base-sync', 'default');
	say(`a first sync of ${rules.items} items, quickly`);
	const shown = await syncQuickly(given);
	const watcher: Watcher = {};
	const simulator = await startServices(given, watcher);
	const stored = openFolder({ folder, now: Date.now });
	try {
		await stored.rules.amend(nameShop(simulator), { watch_quota_percent: 100 }, 'owner');
		const market = await openMarket(given, simulator, stored, shown);
		Object.assign(watcher, market.watcher);
		const oldestMs = await watchOn(market, simulator, given);
		const counts = simulator.counters.snapshot();
		return { ...market.close(), oldestMs, counts, slowestMs: work.slowestMs };
	} finally {
		await stored.close();
		await simulator.stop();
	}
}

/** @returns at the end of each slice, the time since the confirmation that was longest ago, ms */
async function watchOn(
	market: LiveMarket,
	simulator: Simulator,
	{ rules, clock, say }: DayRules,
): Promise<number[]> {
	// n8n starts it on the marks of the clock, and the watch lasts until the next one.
	await delay(WATCH_MS - (Date.now() % WATCH_MS));
	simulator.counters.reset();
	const [begun, ms] = [Date.now(), rules.days * DAY_MS];
	const changes = market.run();
	const oldestMs: number[] = [];
	for (let watch = 0; watch * WATCH_MS < ms; watch++) {
		await delay(Math.max(begun + watch * WATCH_MS - Date.now(), 1));
		const minutes = Math.round((Date.now() - begun) / 60_000);
		const worked = Math.round(clock.workedMs / 1000);
		say(`after ${minutes} minutes, ${worked} s of work: ${market.countWrong()} items are wrong`);
		oldestMs.push(...readAges(await runShipped(simulator, WATCH_TRIGGER)));
	}
	await delay(Math.max(begun + ms - Date.now(), 1));
	market.stop();
	await changes;
	return oldestMs;
}

function readAges(run: EngineRun): number[] {
	return run.output('動きを調べる').flatMap(({ slice }) => {
		const { done } = (slice ?? {}) as { done?: { oldest_age_seconds: number | null } };
		return done?.oldest_age_seconds == null ? [] : done.oldest_age_seconds * 1000;
	});
}
