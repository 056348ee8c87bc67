import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../../lib/ledger/runs/run';
import { getClock } from '../../../lib/n8n/clock';
import type { SlimItem } from '../../../lib/n8n/items/slimItem';
import { openShopData } from '../../../lib/n8n/connections/openShopData';
import { findNotices } from '../../../lib/report/notices/findNotices';
import { findMatters, matterKinds } from '../../../lib/report/notices/findMatters';
import type { RunSummary } from '../../../lib/report/summary';
import { askedGuards } from '../../../lib/shop/notices/askQuestions';
import { collectNews, type News } from '../../../lib/shop/notices/collectNews';
import { findListedNames } from '../../../lib/shop/listedNames';
import { findShopMatters } from '../../../lib/shop/notices/findShopMatters';
import { readShopRules } from '../../../lib/shop/runs/shopRules';
import { noteRun } from './noteRun';

const MINUTE_MS = 60_000;

/** Of each task one run works at a time; a workflow without a task stands for itself. */
export const nameTask = (run: Run | undefined): string => run?.task ?? run?.workflow ?? '';

/** The report's facts about the run as a whole. */
interface ReportedRun {
	account: string;
	/** The rule's fault, for the owner; null if it has none. */
	ruleProblem: string | null;
	summary: RunSummary;
	/** Time of the run so far, ms. */
	durationMs: number;
}

/** Notes what a run found, asks what only the owner can decide, and returns what its message may tell. */
export async function collectRunNews(
	context: IExecuteFunctions,
	run: Run | undefined,
	items: readonly SlimItem[],
	{ account, ruleProblem, summary, durationMs }: ReportedRun,
): Promise<News> {
	const data = await openShopData(context);
	const { ledger } = data;
	const isDry = run?.dry_run !== false;
	const isWatch = run?.task === 'watch';
	const isWhole = !isWatch && run?.limit === 0 && run.total !== null && items.length >= run.total;
	const runId = run?.id ?? '-';
	const of = { account, workflow: run?.workflow ?? '' };
	const listed = isWhole ? await findListedNames(items, of, ledger) : null;
	if (run) await noteRun(context, run, { account, items, durationMs, isDry, listed }, data);
	// A dry run asks nothing, so it tells what would be asked about item by item.
	const asked: ReadonlySet<string> = run?.rules && !isDry ? askedGuards : new Set();
	const minutes = isWatch
		? (await readShopRules(ledger.rules, account)).values.thresholds.watchNewsMinutes
		: 0;
	const { found, ...findings } = findNotices(items, { run: runId, asked });
	const ofShop = isDry ? [] : await findShopMatters(ledger, account, runId, getClock().now());
	const matters = [...findMatters(ruleProblem, summary, runId), ...ofShop];
	// A watch asks about a part of the shop: it can't tell that Amazon answers again.
	const kinds = new Set([...matterKinds].filter((kind) => !isWatch || kind !== 'unanswered'));
	if (!isDry) await ledger.notices.endOthers(account, kinds, matters);
	return await collectNews(
		ledger,
		{ ...findings, found: [...matters, ...found], ...(listed ? { listed } : {}) },
		{
			...{ account, run: runId, task: nameTask(run), isDry },
			isManual: context.getMode() === 'manual',
			gathersMs: minutes * MINUTE_MS,
			now: getClock().now(),
		},
	);
}
