import { DateTime } from 'luxon';
import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';
import type { Schedule } from '../../ledger/runs/interval';
import { modeOfRun, type Run } from '../../ledger/runs/run';
import { SHOP_ZONE } from '../../listing/stamp';

/** Starts that lie closer together come at every time of day, in whichever zone. */
const HALF_A_DAY_MS = 12 * 3_600_000;

export interface ScheduledRun {
	run: Run;
	/** n8n's name of its workflow. */
	workflow: string;
	/** null = unknown. */
	schedule: Schedule | null;
	/** The zone in which n8n reads the schedule, e.g. `America/New_York`. */
	zone: string;
}

/**
 * Notes that a weekly or daily schedule is read in another country's time: an import through n8n's menu drops the
 * workflow's own zone, and nobody sees that Sunday at 4 is not Sunday at 4 in Japan. The owner hears of it once.
 */
export async function noteForeignZone(
	{ notices, history }: Pick<Ledger, 'notices' | 'history'>,
	{ run, workflow, schedule, zone }: ScheduledRun,
): Promise<void> {
	const key = `schedule_zone ${modeOfRun(run)}`;
	const [next] = schedule?.next_starts ?? [];
	const isRare = schedule !== null && schedule.interval.shortest_ms >= HALF_A_DAY_MS;
	if (next === undefined || !isRare) return;
	const account = run.account || ((await history.get(run.id))?.account ?? '');
	if (offsetAt(next, zone) === offsetAt(next, SHOP_ZONE)) {
		return await notices.end(account, new Set([key]));
	}
	const facts = { workflow, zone, next_start: new Date(next).toISOString() };
	const found: NewNotice = { key, kind: 'schedule_zone', item: null, run: run.id, facts };
	await notices.note(account, { found: [found] });
}

/** Minutes ahead of UTC. */
const offsetAt = (at: number, zone: string): number => DateTime.fromMillis(at, { zone }).offset;
