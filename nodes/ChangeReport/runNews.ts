import type { IExecuteFunctions } from 'n8n-workflow';
import type { NewNotice, Notice } from '../../lib/ledger/notices/notice';
import type { Run } from '../../lib/ledger/runs/run';
import { getClock } from '../../lib/n8n/clock';
import type { NoticesToTell } from '../../lib/n8n/items/reportItem';
import type { SlimItem } from '../../lib/n8n/items/slimItem';
import { logWarning } from '../../lib/n8n/log';
import { findTellingStep } from '../../lib/n8n/messageStep';
import { openShopData } from '../../lib/n8n/parameters/storeParameters';
import { findNotices } from '../../lib/report/notices/findNotices';
import { isMuchUnknown, type RunSummary } from '../../lib/report/summary';
import { askedGuards, askQuestions } from '../../lib/shop/notices/askQuestions';
import { collectNews, type News } from '../../lib/shop/notices/collectNews';
import { noteRecovery } from '../../lib/shop/notices/noteEndedRun';
import { findName } from '../../lib/shop/runs/finishRun';
import { readShopRules } from '../../lib/shop/runs/shopRules';

const MINUTE_MS = 60_000;

/** Of each task one run works at a time; a workflow without a task stands for itself. */
const nameTask = (run: Run | undefined): string => run?.task ?? run?.workflow ?? '';

/** The report's facts about the run as a whole. */
interface ReportedRun {
	account: string;
	/** The rule's fault, for the owner; null if it has none. */
	ruleProblem: string | null;
	summary: RunSummary;
}

const matterKeys = ['rule', 'unanswered'];

function findMatters(ruleProblem: string | null, summary: RunSummary, run: string): NewNotice[] {
	const base = { item: null, run };
	const { unknown: count } = summary;
	return [
		...(ruleProblem === null
			? []
			: [{ ...base, key: 'rule', kind: 'rule' as const, facts: { reason: ruleProblem } }]),
		...(isMuchUnknown(summary)
			? [{ ...base, key: 'unanswered', kind: 'unanswered' as const, facts: { count } }]
			: []),
	];
}

/** Notes what a run found, asks what only the owner can decide, and returns what its message may tell. */
export async function collectRunNews(
	context: IExecuteFunctions,
	run: Run | undefined,
	items: readonly SlimItem[],
	{ account, ruleProblem, summary }: ReportedRun,
): Promise<News> {
	const data = await openShopData(context);
	const { ledger } = data;
	if (run) await noteRecovery(ledger, await findName(run, data), run);
	const isDry = run?.dry_run !== false;
	const runId = run?.id ?? '-';
	if (run?.rules) {
		const { version } = run.rules;
		await askQuestions(items, ledger, { account, version, run: runId, isDry });
	}
	// A dry run asks nothing, so it tells what would be asked about item by item.
	const asked: ReadonlySet<string> = run?.rules && !isDry ? askedGuards : new Set();
	const minutes =
		run?.task === 'watch'
			? (await readShopRules(ledger.rules, account)).values.thresholds.watchNewsMinutes
			: 0;
	const { found, ...findings } = findNotices(items, { run: runId, asked });
	const matters = findMatters(ruleProblem, summary, runId);
	const keys = new Set(matters.map(({ key }) => key));
	if (!isDry)
		await ledger.notices.end(account, new Set(matterKeys.filter((key) => !keys.has(key))));
	return await collectNews(
		ledger,
		{ ...findings, found: [...matters, ...found] },
		{
			...{ account, run: runId, task: nameTask(run), isDry },
			isManual: context.getMode() === 'manual',
			gathersMs: minutes * MINUTE_MS,
			now: getClock(context).now(),
		},
	);
}

/**
 * Notes that the message with these notices is about to go out.
 * @returns what the step after the message has to mark as told
 */
export async function offerNotices(
	context: IExecuteFunctions,
	run: Run | undefined,
	account: string,
	told: readonly Notice[],
): Promise<NoticesToTell> {
	const { notices } = (await openShopData(context)).ledger;
	const stored = told.filter(({ id }) => !id.startsWith('plan '));
	const ids = stored.map(({ id }) => id);
	const step = findTellingStep(context);
	if (step === 'listed') {
		// A workflow of version 0.1 notes only prices and stock: everything else counts as told at once.
		await notices.tell(account, new Set(ids));
		return { account, ids: [] };
	}
	if (step === 'none') tellNobodyHears(context, ids.length);
	await notices.offer(account, new Set(ids), { run: run?.id ?? '-', task: nameTask(run) });
	return { account, ids };
}

function tellNobodyHears(context: IExecuteFunctions, count: number): void {
	const message = `お知らせを送るステップか、そのあとの「通知済みにする」がないため、お知らせ ${count}件はまだ誰にも届いていません。ワークフローを確認してください。`;
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	logWarning(context, `Change Report: ${message}`);
}
