import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Cache } from '../../lib/cache/cache';
import type { ToldEntry } from '../../lib/cache/runs';
import { clockOf, formatTime } from '../../lib/n8n/clock';
import { withPart } from '../../lib/n8n/items';
import type { Run } from '../../lib/n8n/run';
import { cacheOf } from '../../lib/n8n/storeParameters';
import { runName } from './start';

/** Ends a run: gives the lease back, remembers the success, and adds the history row. */
export async function finish(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [item] = context.getInputData();
	const run = context.getNodeParameter('run', 0) as Run | undefined;
	if (!item || typeof run?.id !== 'string') {
		throw new Error(
			'実行の情報 (run) がありません。Run Guard の Start から始まる流れの最後に置き、Run 欄に実行の情報を渡してください。',
		);
	}
	const cache = await cacheOf(context);
	const { untoldRuns } = await rememberSuccess(cache, run, item);
	if (run.lease) await cache.leases.release(run.lease, run.id);
	return [[withPart(item, 0, { history: historyRow(context, item, run, untoldRuns) })]];
}

async function rememberSuccess(
	cache: Cache,
	run: Run,
	item: INodeExecutionData,
): Promise<{ untoldRuns: string[] }> {
	const entries = run.dry_run ? [] : ((item.json.reported ?? []) as unknown as ToldEntry[]);
	const name = run.lease ?? runName(run);
	const owed = (await cache.runs.get(name)).untold;
	const told = new Set<string>();
	for (const past of owed) if (await isTold(cache, past.entries)) told.add(past.run);
	const at = Date.now();
	const outcome = await cache.runs.succeeded(name, { id: run.id, at, entries }, told);
	if (outcome.givenUp.length > 0) await countAsTold(cache, outcome.givenUp);
	return outcome;
}

/** A message went out when what it told has become the baseline. */
async function isTold(cache: Cache, entries: readonly ToldEntry[]): Promise<boolean> {
	const documents = await cache.read(entries.map((entry) => entry.asin));
	return entries.every((entry) => {
		const reported = documents.get(entry.asin)?.reported?.[entry.account];
		return reported !== undefined && Date.parse(reported.at) >= Date.parse(entry.at);
	});
}

async function countAsTold(cache: Cache, entries: readonly ToldEntry[]): Promise<void> {
	await cache.write(
		entries.map(({ asin, account, price, in_stock, at }) => ({
			asin,
			set: { reported: { [account]: { price, in_stock, at } } },
		})),
	);
}

function historyRow(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	run: Run,
	untoldRuns: string[],
): Record<string, unknown> {
	const { zone, now } = clockOf(context);
	const summary = (item.json.summary ?? {}) as Record<string, unknown>;
	return {
		run: run.id,
		account: run.account,
		dry_run: run.dry_run,
		started_at: formatTime(Date.parse(run.started_at), zone),
		finished_at: formatTime(now(), zone),
		total: summary.total ?? 0,
		fetched: summary.fetched ?? 0,
		unknown: summary.unknown ?? 0,
		changed: summary.changed ?? 0,
		edited: summary.edited ?? 0,
		held: summary.held ?? 0,
		failed: summary.failed ?? 0,
		deferred: summary.deferred ?? 0,
		calls: summary.calls_total ?? 0,
		rejected: summary.rejected ?? 0,
		oldest_age_minutes: Math.round(Number(summary.oldest_age_seconds ?? 0) / 60),
		result: item.json.needs_attention ? '要確認' : '成功',
		notified: item.json.has_changes ? '未通知' : '不要',
		untold_runs: untoldRuns.join(' '),
	};
}
