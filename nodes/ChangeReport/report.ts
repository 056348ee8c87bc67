import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { newItem } from '../../lib/n8n/items/items';
import { addRounds } from './addRounds';
import { attachCsv } from './attachCsv';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { composeMessage } from '../../lib/report/message';
import { renderTexts } from '../../lib/report/render/renderTexts';
import { makeRunFacts, nameAccount } from '../../lib/report/runFacts';
import { needsAttention, listReported, summarize } from '../../lib/report/summary';
import { readDeskPlace } from '../../lib/shop/rules/readDeskPlace';
import { gatherItems } from './gatherItems';
import { collectRunNews } from './news/collectRunNews';
import { offerNotices } from './offerNotices';

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
	const input = context.getInputData();
	const data = await openShopData(context);
	const { items, run } = await gatherItems(context, data.ledger, { skipTold });
	const place = await readDeskPlace(data.ledger.rules, nameAccount(run, items));
	const facts = makeRunFacts(run, items, now(), place.url);
	const { unmapped, unreadable } = facts;
	const summary = addRounds(summarize(items, now()), input, run?.total ?? 0);
	const news = await collectRunNews(context, run, items, { ...facts, summary });
	const isOdd = run?.unreadable_is_news === true || facts.resumes !== undefined;
	const isNeeded = needsAttention(summary) || isOdd || news.isUrgent;
	const { message, told } = composeMessage(news.notices, summary, facts);
	if (title.trim()) message.title = title.trim();
	// The sync's plan tells what a dry run would do; every ten minutes would be too often.
	const isSilent = facts.dryRun && run?.task === 'watch';
	const hasChanges = !isSilent && (news.isNews || isOdd);
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
