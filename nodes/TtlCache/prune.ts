import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pruneCache } from '../../lib/cache/prune';
import { forgetEdits, JOURNAL_DAYS } from '../../lib/ledger/forgetEdits';
import { readPart } from '../../lib/n8n/items/items';
import { readRun } from '../../lib/n8n/items/run';
import { findListGap } from '../../lib/shop/listCoverage';
import type { ShopData } from '../../lib/shop/shopData';
import { readItemAsins, type Work } from './items';

const DAY_MS = 24 * 3600 * 1000;
const SHOWN = 1000;

/** Deletes documents that no shop lists any more. The input must be the shops' whole lists. */
export async function prune(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const { context, items, now } = work;
	const readDays = (field: string, standard: number) =>
		Number(context.getNodeParameter(field, 0, standard)) * DAY_MS;
	const isDryRun = context.getNodeParameter('pruneDryRun', 0, true) !== false;
	requireReadable(context, items);
	const accounts = requireWholeLists(context, items);
	const { good } = readItemAsins({ ...work, items: items.filter(({ json }) => json.asin != null) });
	const result = await pruneCache(data.cache, {
		listed: new Set(good.map(({ asin }) => asin)),
		accounts,
		keepMs: readDays('pruneKeepDays', 7),
		isDryRun,
		now: now(),
	});
	const journalLimit = now() - readDays('journalKeepDays', JOURNAL_DAYS);
	const json = {
		dry_run: isDryRun,
		listed: good.length,
		documents: result.documents,
		pruned: result.pruned.length,
		kept_recent: result.kept_recent,
		kept_other_account: result.kept_other_account,
		pruned_asins: result.pruned.slice(0, SHOWN),
		pruned_journal_runs: isDryRun ? 0 : await forgetEdits(data.ledger, journalLimit),
	};
	return [[{ json, pairedItem: items.map((_, item) => ({ item })) }]];
}

/** @returns the accounts, each of which has its whole list among the items */
function requireWholeLists(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): ReadonlySet<string> {
	const covered = items.map((item) => ({
		account: readPart(item, 'listing')?.account ?? '',
		item_id: readPart(item, 'listing')?.item_id ?? null,
		total: readRun(item)?.total ?? null,
	}));
	const gap = findListGap(covered);
	if (gap === null) return new Set(covered.map(({ account }) => account));
	throw new NodeOperationError(
		context.getNode(),
		`商品の一覧がそろっていないため削除しません (${gap.account || 'アカウント不明'}: ${gap.seen} 件、run.total は ${gap.total ?? 'なし'})`,
		{ description: 'BASE Listings の Get Many の出力を、絞り込まずにそのままつないでください。' },
	);
}

/** An item that could not be read may have any ASIN, so it does not count as deleted. */
function requireReadable(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	const run = items.map(readRun).find((each) => Number(each?.unreadable) > 0);
	if (!run) return;
	throw new NodeOperationError(
		context.getNode(),
		`BASEの応答を読めない商品が ${run.unreadable}件あるため削除しません (例: ${run.unreadable_example})`,
		{ description: 'その商品をBASEの管理画面で確認し、読めるようになってから実行してください。' },
	);
}
