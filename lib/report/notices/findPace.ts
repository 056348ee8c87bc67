import type { NewNotice } from '../../ledger/notices/notice';
import { modeOfRun, type Run } from '../../ledger/runs/run';
import { namePace } from '../../shop/notices/notePace';
import type { RunItem } from '../summary';

/** A run on schedule over the whole shop, about to end. */
export interface EndingRun {
	run: Run;
	/** n8n's name of its workflow. */
	workflow: string;
	/** Its time so far, ms. */
	tookMs: number;
	/** Milliseconds since 1970. */
	now: number;
}

type PacedItem = Pick<RunItem, 'offer_source' | 'offer_status' | 'price_updated_at'>;

/** Finds whether a run and its items keep up with the interval. */
export function findPace(
	items: readonly PacedItem[],
	{ run, workflow, tookMs, now }: EndingRun,
): NewNotice[] {
	const { interval } = run;
	if (!interval) return [];
	const mode = modeOfRun(run);
	const base = { item: null, run: run.id };
	if (tookMs > interval.shortest_ms) {
		const facts = { workflow, took_ms: tookMs, interval_ms: interval.shortest_ms, progress: null };
		return [{ ...base, key: namePace('long_run', mode), kind: 'long_run', facts }];
	}
	const ages = items.filter(isPassedOver).map((item) => now - Date.parse(item.price_updated_at!));
	const late = ages.filter((age) => age > interval.longest_ms);
	if (late.length === 0) return [];
	const oldest_ms = late.reduce((a, b) => Math.max(a, b));
	const facts = { count: late.length, oldest_ms, interval_ms: interval.longest_ms };
	return [{ ...base, key: namePace('missed_turn', mode), kind: 'missed_turn', facts }];
}

/** Taken from the cache as fresh. What is gone at Amazon is asked about once a day on purpose. */
const isPassedOver = ({ offer_source, offer_status, price_updated_at }: PacedItem): boolean =>
	offer_source === 'cache' && offer_status !== 'gone' && price_updated_at !== null;
