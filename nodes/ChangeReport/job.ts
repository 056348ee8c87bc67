import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { renderTexts } from '../../lib/report/render/renderTexts';
import {
	composeJobMessage,
	countJob,
	needsLook,
	type JobItem,
} from '../../lib/report/job/jobMessage';
import { summarizeJob } from '../../lib/report/job/jobSummary';
import { renderJobPage, type NextForm } from '../../lib/report/pages/jobPage';
import { describeUnseen } from '../../lib/report/job/unseenItems';
import { getClock } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { newItem, readPart } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import { readJobItem } from './jobItems';

/** Makes one item, to show or to send, from the items of a job that a person started. */
export async function jobReport(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = context.getInputData();
	const title = (context.getNodeParameter('pageTitle', 0, '') as string).trim() || '処理の結果';
	const items = input.filter(isAboutItem).map(readJobItem);
	const run = readRun(input[0]);
	const { now } = getClock();
	const duration = run ? now() - Date.parse(run.started_at) : 0;
	// Shorter ones end while the person looks.
	const told = duration >= 60_000 ? duration : null;
	const message = composeJobMessage(items, title, describeUnseen(run), told);
	const counts = countJob(items);
	const fetches = input.map((item) => readPart(item, 'fetch') ?? {});
	const isListNews = run?.incomplete_list !== undefined || run?.unreadable_is_news === true;
	return [
		[
			newItem({
				run: run ?? null,
				has_changes:
					isListNews || items.some(({ action }) => action !== 'none' && action !== 'listed'),
				needs_attention: needsLook(counts) || isListNews,
				title: message.title,
				counts,
				summary: summarizeJob(counts, items.length, fetches),
				...renderTexts(message),
				page: renderJobPage(message, formatTime(now()), findNext(context, items)),
			}),
		],
	];
}

/** Finds the form in which a check goes on: with the products that it would register, in the words of that form. */
function findNext(context: IExecuteFunctions, items: readonly JobItem[]): NextForm | null {
	const path = String(context.getNodeParameter('formPath', 0, '') ?? '').trim();
	const asins = items.flatMap(({ action, asin }) => (action === 'dry_run' ? asin : []));
	if (path === '' || asins.length === 0) return null;
	const fields = { todo: '登録する', asins: asins.join(' ') };
	return { path, fields, text: `この ${asins.length}件を登録する画面へ` };
}

/**
 * n8n passes an empty item on if an earlier step returned none; it is ignored. An item of BASE that can't
 * be read may have neither code nor number, but still has a result.
 */
function isAboutItem(item: INodeExecutionData): boolean {
	const { asin, item_id } = readJobItem(item);
	return asin !== '' || item_id !== null || readPart(item, 'unreadable') !== undefined;
}
