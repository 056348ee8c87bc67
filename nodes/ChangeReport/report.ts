import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { renderChatwork } from '../../lib/report/chatwork';
import { renderCsv } from '../../lib/report/csv';
import { renderHtml } from '../../lib/report/html';
import { composeMessage, type Message, type RunFacts } from '../../lib/report/message';
import { renderText } from '../../lib/report/plainText';
import { hasNews, isNews, needsAttention, reportedOf, summarize } from '../../lib/report/summary';
import type { Tripped } from '../../lib/changes/decision';
import { clockOf } from '../../lib/n8n/clock';
import { formatTime } from '../../lib/report/formatTime';
import { newItem } from '../../lib/n8n/items/items';
import { slim, type SlimItem } from '../../lib/n8n/items/slimItem';
import { leaveOutTold } from './leaveOutTold';

interface ReportOptions {
	csv?: boolean;
	skipTold?: boolean;
	title?: string;
}

/** One item from thousands: the figures, the texts to send, and the baseline to store once told. */
export async function report(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const options = context.getNodeParameter('options', 0, {}) as ReportOptions;
	const { csv = true, skipTold = true, title = '' } = options;
	const clock = clockOf(context);
	const found = context.getInputData().map(asRunItem);
	const run = found.find((item) => item.run)?.run;
	const startedAt = Date.parse(run?.started_at ?? clock.timestamp());
	const items = skipTold ? await leaveOutTold(context, found) : found;
	const tripped = Object.assign({}, ...items.map((item) => item.tripped ?? {})) as Tripped;
	const summary = summarize(items, clock.now());
	const facts: RunFacts = {
		workflow: run?.workflow ?? '',
		account: items[0]?.account ?? run?.account ?? '',
		dryRun: run?.dry_run ?? true,
		startedAt: formatTime(startedAt, clock.zone),
		durationMs: Math.max(clock.now() - startedAt, 0),
		runId: run?.id ?? '-',
		tripped,
		unmapped: run?.unmapped ?? 0,
		unreadable: run?.unreadable ?? 0,
		unreadableExample: run?.unreadable_example ?? null,
		resumes: run?.resumes,
	};
	const isOddNews = run?.unreadable_is_news === true;
	const message = composeMessage(items, summary, facts);
	if (title.trim()) message.title = title.trim();
	const item = newItem({
		run: run ?? null,
		has_changes: hasNews(summary, tripped) || facts.resumes !== undefined || isOddNews,
		needs_attention: needsAttention(summary, tripped) || isOddNews,
		title: message.title,
		summary: {
			...summary,
			unmapped: facts.unmapped,
			unreadable: facts.unreadable,
			duration_seconds: Math.round(facts.durationMs / 1000),
		},
		tripped,
		...textsOf(message),
		// A dry run tells of changes, but the first live run has to tell them again.
		reported: facts.dryRun ? [] : reportedOf(items, clock.timestamp()),
	});
	if (csv) {
		const rows = items.filter(isNews);
		item.binary = {
			csv: await context.helpers.prepareBinaryData(
				Buffer.from(renderCsv(rows), 'utf8'),
				`amazon-base-sync-${facts.runId}.csv`,
				'text/csv',
			),
		};
	}
	return [[item]];
}

const textsOf = (message: Message) => ({
	chatwork_message: renderChatwork(message),
	text: renderText(message),
	html: renderHtml(message),
});

/** A slim item as it is, or a full one from a workflow without the loop's last node. */
function asRunItem(item: INodeExecutionData): SlimItem {
	return 'offer_status' in item.json ? (item.json as unknown as SlimItem) : slim(item);
}
