import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { readSlimItem } from '../../lib/n8n/items/slimItem';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { renderChatwork } from '../../lib/report/render/chatwork';
import { renderCsv } from '../../lib/report/render/csv';
import { renderHtml } from '../../lib/report/render/html';
import { composeMessage } from '../../lib/report/message';
import type { Message } from '../../lib/report/render/parts';
import { renderText } from '../../lib/report/render/plainText';
import { makeRunFacts, nameAccount } from '../../lib/report/runFacts';
import {
	isNews,
	needsAttention,
	listReported,
	summarize,
	type RunItem,
} from '../../lib/report/summary';
import { readDeskPlace } from '../../lib/shop/rules/readDeskPlace';
import { leaveOutTold } from './leaveOutTold';
import { offerNotices } from './offerNotices';
import { collectRunNews } from './runNews';

interface ReportOptions {
	csv?: boolean;
	skipTold?: boolean;
	title?: string;
}

/** Makes one item from thousands: the figures, the texts to send, and the notices that they tell. */
export async function report(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const options = context.getNodeParameter('options', 0, {}) as ReportOptions;
	const { csv = true, skipTold = true, title = '' } = options;
	const { now, timestamp } = getClock();
	const found = context.getInputData().map(readSlimItem);
	const items = skipTold ? await leaveOutTold(context, found) : found;
	const run = found.find((item) => item.run)?.run;
	const { rules } = (await openShopData(context)).ledger;
	const place = await readDeskPlace(rules, nameAccount(run, items));
	const facts = makeRunFacts(run, items, now(), place.url);
	const { unmapped, unreadable } = facts;
	const summary = summarize(items, now());
	const news = await collectRunNews(context, run, items, { ...facts, summary });
	const isOdd = run?.unreadable_is_news === true || facts.resumes !== undefined;
	const isNeeded = needsAttention(summary) || isOdd || news.isUrgent;
	const { message, told } = composeMessage(news.notices, summary, facts);
	if (title.trim()) message.title = title.trim();
	const hasChanges = news.isNews || isOdd;
	const notices = hasChanges ? await offerNotices(context, run, facts.account, told) : null;
	const item = newItem({
		run: run ?? null,
		has_changes: hasChanges,
		needs_attention: isNeeded,
		title: message.title,
		summary: {
			...{ ...summary, unmapped, unreadable },
			duration_seconds: Math.round(facts.durationMs / 1000),
		},
		...renderTexts(message),
		notices,
		// A dry run reports changes, but the first live run has to report them again.
		reported: facts.dryRun ? [] : listReported(items, timestamp()),
	});
	if (csv) item.binary = { csv: await attachCsv(context, items, facts.runId) };
	return [[item]];
}

const renderTexts = (message: Message) => ({
	chatwork_message: renderChatwork(message),
	text: renderText(message),
	html: renderHtml(message),
});

const attachCsv = async (context: IExecuteFunctions, items: RunItem[], runId: string) =>
	await context.helpers.prepareBinaryData(
		Buffer.from(renderCsv(items.filter(isNews)), 'utf8'),
		`amazon-base-sync-${runId}.csv`,
		'text/csv',
	);
