import { toTimestamp, type Clock } from '../../lib/n8n/clock';
import { brakeLine, pauseLine, testRunLine } from '../../lib/report/healthMessage';
import type { ShopData } from '../../lib/shop/shopData';
import { isLive, oldestAgeMs, type Look, type WatchedRuns } from '../../lib/watch/health';

/** Finds the intended standstills that should not be forgotten: shops that are paused or braked. */
export async function findStandstills(data: ShopData): Promise<string[]> {
	const pauses = await data.ledger.pauses.all();
	const accounts = await data.ledger.runs.accounts(pauses.keys());
	const lines: string[] = [];
	for (const account of accounts) {
		const pause = pauses.get(account);
		if (pause) lines.push(pauseLine(account, pause));
		if (await data.ledger.brakes.get(account)) lines.push(brakeLine(account));
	}
	return lines;
}

/** Finds the shops that have run only as a test so far, which is no fault. */
export const findTestRuns = (
	watched: readonly WatchedRuns[],
	look: Pick<Look, 'liveSince'>,
): string[] =>
	watched
		.filter((each) => each.memory.last_whole?.dry_run === true && !isLive(each, look))
		.map(({ account, workflow }) => testRunLine(account || workflow));

/** Describes every watched schedule, for the health page. */
export const describeShops = async (
	data: ShopData,
	watched: readonly WatchedRuns[],
	clock: Clock,
) =>
	await Promise.all(
		watched.map(async (each) => {
			const notices = await data.ledger.notices.all(each.account);
			const untold = notices.filter(({ told_at }) => told_at === null).length;
			return describeShop(each, clock, untold);
		}),
	);

/** Describes one watched schedule, for the health page: times as ISO 8601, ages in seconds. */
function describeShop(
	{ workflow, account, memory, futureStamp, nextDueAt }: WatchedRuns,
	clock: Clock,
	untold: number,
) {
	const stamp = (at: number | null) => (at === null ? null : toTimestamp(at));
	const { last_finished: run, last_skip: skip } = memory;
	const age = oldestAgeMs(memory, clock.now());
	return {
		workflow,
		account,
		last_started_at: stamp(memory.last_started_at),
		last_success_at: stamp(memory.last_success_at),
		next_due_at: stamp(nextDueAt),
		last_skip: skip && { at: stamp(skip.at), reason: skip.reason },
		future_stamp_at: stamp(futureStamp),
		oldest_age_seconds: age === null ? null : Math.floor(age / 1000),
		last_run: run && { ...run, finished_at: stamp(run.finished_at) },
		untold_notices: untold,
	};
}
