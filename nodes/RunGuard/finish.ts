import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { forgetEdits, JOURNAL_DAYS } from '../../lib/ledger/forgetEdits';
import type { RunFigures, ToldEntry } from '../../lib/ledger/runMemory';
import { clockOf } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { withPart } from '../../lib/n8n/items/items';
import type { Run } from '../../lib/n8n/items/run';
import { shopDataOf } from '../../lib/n8n/parameters/storeParameters';
import { runName, runnerOf } from './start';
import { countAsTold, toldRuns } from './told';
import { messageOf } from '../../lib/n8n/errors';
import { logWarning } from '../../lib/n8n/log';

const DAY_MS = 24 * 3_600_000;

/** Ends a run: gives the lease back, remembers the success, and adds the history row. */
export async function finish(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [item] = context.getInputData();
	const run = context.getNodeParameter('run', 0) as Run | undefined;
	if (!item || typeof run?.id !== 'string') {
		throw new Error(
			'実行の情報 (run) がありません。Run Guard の Start から始まる流れの最後に置き、Run 欄に実行の情報を渡してください。',
		);
	}
	const data = await shopDataOf(context);
	if (context.getNodeParameter('failed', 0, false) === true) {
		if (run.lease) await data.ledger.leases.release(run.lease, run.id);
		const history = { ...historyRow(context, item, run, []), result: failureOf(item) };
		return [[withPart(item, 0, { history })]];
	}
	const { untoldRuns, lastFinishedAt } = await rememberSuccess(context, data, run, item);
	if (run.lease) await data.ledger.leases.release(run.lease, run.id);
	await forgetOldEdits(context, data, lastFinishedAt);
	return [[withPart(item, 0, { history: historyRow(context, item, run, untoldRuns) })]];
}

/** n8n's error output hands on what went wrong in one of these shapes. */
function failureOf({ json }: INodeExecutionData): string {
	const { error } = json as { error?: unknown };
	const message = typeof error === 'string' ? error : (error as { message?: unknown })?.message;
	return `失敗: ${typeof message === 'string' ? message : '原因不明'}`;
}

async function rememberSuccess(
	context: IExecuteFunctions,
	data: ShopData,
	run: Run,
	item: INodeExecutionData,
): Promise<{ untoldRuns: string[]; lastFinishedAt: number | null }> {
	const entries = run.dry_run ? [] : ((item.json.reported ?? []) as unknown as ToldEntry[]);
	const name = run.lease ?? runName(run);
	const { untold, last_finished: before } = await data.ledger.runs.get(name);
	const told = await toldRuns(data, untold);
	const outcome = await data.ledger.runs.succeeded(
		name,
		{
			id: run.id,
			at: clockOf(context).now(),
			entries,
			isWhole: isWhole(run),
			figures: figuresOf(item, run),
			runner: runnerOf(context, run),
		},
		told,
	);
	if (outcome.givenUp.length > 0) await countAsTold(data, outcome.givenUp);
	return { untoldRuns: outcome.untoldRuns, lastFinishedAt: before?.finished_at ?? null };
}

/**
 * Once a day, and by the clock of the run before where that is behind: a clock that jumps ahead today
 * must not take away what can still be undone.
 */
async function forgetOldEdits(
	context: IExecuteFunctions,
	data: ShopData,
	lastFinishedAt: number | null,
): Promise<void> {
	const now = clockOf(context).now();
	if (lastFinishedAt === null || dayOf(lastFinishedAt) === dayOf(now)) return;
	const limit = Math.min(lastFinishedAt, now) - JOURNAL_DAYS * DAY_MS;
	try {
		await forgetEdits(data.ledger, limit);
	} catch (error) {
		// Tomorrow will do: the run itself went well, and its message must go out.
		logWarning(context, `Run Guard: old edits could not be forgotten: ${messageOf(error)}`);
	}
}

const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** A run by hand takes 100 items: what it found says nothing of the shop's other thousands. */
const isWhole = ({ limit, total }: Run): boolean =>
	limit === 0 || (total !== null && total <= limit);

function figuresOf(item: INodeExecutionData, run: Run): RunFigures {
	const summary = (item.json.summary ?? {}) as Record<string, unknown>;
	const figure = (name: string) => Number(summary[name] ?? 0);
	const age = summary.oldest_age_seconds;
	return {
		total: figure('total'),
		fetched: figure('fetched'),
		from_cache: figure('from_cache'),
		unknown: figure('unknown'),
		changed: figure('changed'),
		edited: figure('edited'),
		held: figure('held'),
		failed: figure('failed'),
		deferred: figure('deferred'),
		calls: figure('calls_total'),
		rejected: figure('rejected'),
		oldest_age_seconds: typeof age === 'number' ? age : null,
		never_confirmed: figure('never_confirmed'),
		needs_attention: Boolean(item.json.needs_attention),
		dry_run: run.dry_run,
	};
}

function historyRow(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	run: Run,
	untoldRuns: string[],
): Record<string, unknown> {
	const { zone, now } = clockOf(context);
	const figures = figuresOf(item, run);
	const { oldest_age_seconds: age } = figures;
	return {
		run: run.id,
		workflow: context.getWorkflow().name ?? '',
		account: run.account,
		dry_run: run.dry_run,
		started_at: formatTime(Date.parse(run.started_at), zone),
		finished_at: formatTime(now(), zone),
		total: figures.total,
		fetched: figures.fetched,
		unknown: figures.unknown,
		changed: figures.changed,
		edited: figures.edited,
		held: figures.held,
		failed: figures.failed,
		deferred: figures.deferred,
		calls: figures.calls,
		rejected: figures.rejected,
		oldest_age_minutes: age === null ? null : Math.round(age / 60),
		result: figures.needs_attention ? '要確認' : '成功',
		notified: item.json.has_changes ? '未通知' : '不要',
		untold_runs: untoldRuns.join(' '),
	};
}
