import { toTimestamp, type Clock } from '../../lib/n8n/clock';
import { brakeLine, pauseLine, testRunLine } from '../../lib/report/healthMessage';
import { describeSchedule } from '../../lib/report/pages/scheduleHealth';
import type { ShopData } from '../../lib/shop/shopData';
import { isLive, type Look, type WatchedRuns } from '../../lib/health/health';

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

/** Describes every watched schedule, for those who show it. */
export const describeShops = async (
	data: ShopData,
	watched: readonly WatchedRuns[],
	clock: Clock,
) =>
	await Promise.all(
		watched.map(async (each) => {
			const notices = await data.ledger.notices.all(each.account);
			const untold = notices.filter(({ told_at }) => told_at === null).length;
			return describeSchedule(each, { untold, now: clock.now(), stampOf: toTimestamp });
		}),
	);
