import type { INodeExecutionData } from 'n8n-workflow';
import { readPart } from '../../lib/n8n/items/items';
import { isRound } from '../../lib/n8n/items/passRounds';
import type { RunItem, RunSummary } from '../../lib/report/summary';

/** A watch may pass on an item several times: only the last is how it stands. */
export function keepLast<T extends Pick<RunItem, 'asin' | 'item_id' | 'row'>>(
	items: readonly T[],
): T[] {
	const last = new Map<string, T>();
	for (const item of items) {
		const name = `${item.item_id}/${item.row?.variation_id ?? ''}/${item.asin}`;
		last.delete(name);
		last.set(name, item);
	}
	return [...last.values()];
}

/**
 * Adds to the summary what the rounds of a loop did with the items that did not move, which do not come out of
 * it: their calls, and of a watch also how much it looked at.
 * @param total items that a watch watched
 */
export function addRounds(
	summary: RunSummary,
	input: readonly INodeExecutionData[],
	total: number,
): RunSummary {
	const rounds = input.filter(isRound);
	if (rounds.length === 0) return summary;
	const calls = { ...summary.calls };
	let { rejected } = summary;
	for (const item of rounds) {
		const fetch = readPart(item, 'fetch');
		rejected += fetch?.rejected ?? 0;
		for (const [operation, made] of Object.entries(fetch?.calls ?? {})) {
			calls[operation] = (calls[operation] ?? 0) + made;
		}
	}
	const calls_total = Object.values(calls).reduce((sum, made) => sum + made, 0);
	const called = { ...summary, calls, calls_total, rejected };
	const done = rounds.flatMap((item) => readPart(item, 'slice')?.done ?? []);
	if (done.length === 0) return called;
	// A slice that had no time measured nothing.
	const { oldest_age_seconds, never_confirmed } =
		done.findLast(({ looked }) => looked > 0) ?? summary;
	const fetched = done.reduce((sum, { confirmed }) => sum + confirmed, 0);
	return { ...called, total, fetched, oldest_age_seconds, never_confirmed };
}
