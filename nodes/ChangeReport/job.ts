import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { renderChatwork } from '../../lib/report/chatwork';
import { renderHtml } from '../../lib/report/html';
import {
	composeJobMessage,
	countJob,
	needsLook,
	type JobAction,
	type JobCounts,
} from '../../lib/report/jobMessage';
import { tellUnreadable } from '../../lib/report/message';
import { renderJobPage } from '../../lib/report/pages/jobPage';
import { renderText } from '../../lib/report/plainText';
import { clockOf } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { newItem, partOf } from '../../lib/n8n/items/items';
import type { Run } from '../../lib/ledger/run';
import { runOf } from '../../lib/n8n/items/run';
import { jobItemOf } from './jobItems';

/** The items of a job that a person started, as one item to show or to send. */
export async function jobReport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = context.getInputData();
	const title = (context.getNodeParameter('pageTitle', 0, '') as string).trim() || '処理の結果';
	const items = input.filter(isAboutItem).map(jobItemOf);
	const run = runOf(input[0]);
	const message = composeJobMessage(items, title, collectAlarms(run));
	const counts = countJob(items);
	const isListNews = run?.incomplete_list !== undefined || run?.unreadable_is_news === true;
	const { now, zone } = clockOf(context);
	return [
		[
			newItem({
				run: run ?? null,
				has_changes:
					isListNews || items.some(({ action }) => action !== 'none' && action !== 'listed'),
				needs_attention: needsLook(counts) || isListNews,
				title: message.title,
				counts,
				summary: summaryOf(counts, items.length, input),
				chatwork_message: renderChatwork(message),
				text: renderText(message),
				html: renderHtml(message),
				page: renderJobPage(message, formatTime(now(), zone)),
			}),
		],
	];
}

/**
 * n8n hands an empty item on where a step before gave none: it stands for nothing. An item of BASE that
 * can't be read may have neither code nor number, and still has a result.
 */
function isAboutItem(item: INodeExecutionData): boolean {
	const { asin, item_id } = jobItemOf(item);
	return asin !== '' || item_id !== null || partOf(item, 'unreadable') !== undefined;
}

/** What the job has not seen of the shop. */
function collectAlarms(run: Run | undefined): string[] {
	const incomplete = run?.incomplete_list;
	const unreadable = tellUnreadable(run?.unreadable ?? 0, run?.unreadable_example ?? null);
	return [
		...(incomplete === undefined
			? []
			: [`一覧に出なかった商品には何もしていません。もう一度実行してください。${incomplete}`]),
		...(unreadable === null ? [] : [unreadable]),
	];
}

/** In the words of the history table, which the sync's runs share. */
function summaryOf(counts: JobCounts, total: number, input: readonly INodeExecutionData[]) {
	const sum = (...actions: JobAction[]) =>
		actions.reduce((count, action) => count + (counts[action] ?? 0), 0);
	const fetches = input.map((item) => partOf<Fetch>(item, 'fetch') ?? {});
	const calls = fetches.flatMap((fetch) => Object.values(fetch.calls ?? {}));
	return {
		total,
		unknown: sum('unknown'),
		changed: sum('refreshed', 'drifted', 'gone'),
		edited: sum('created', 'updated'),
		held: sum('held'),
		failed: sum('failed', 'hidden'),
		deferred: sum('deferred'),
		calls_total: calls.reduce((count, made) => count + made, 0),
		rejected: fetches.reduce((count, fetch) => count + (fetch.rejected ?? 0), 0),
	};
}

interface Fetch {
	calls?: Record<string, number>;
	rejected?: number;
}
