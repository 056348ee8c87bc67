import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { pruneCache } from '../../lib/cache/prune';
import { forgetEdits, JOURNAL_DAYS } from '../../lib/ledger/forgetEdits';
import { readAsins, type Work } from './items';

const DAY_MS = 24 * 3600 * 1000;
const SHOWN = 1000;

const forPrune = { show: { operation: ['prune'] } };

export const pruneProperties: INodeProperties[] = [
	{
		displayName:
			'BASE Listings の Get All で読んだ全商品をそのまま入力してください。一部だけの一覧では削除しません。',
		name: 'pruneNotice',
		type: 'notice',
		default: '',
		displayOptions: forPrune,
	},
	{
		displayName: 'Dry Run',
		name: 'pruneDryRun',
		type: 'boolean',
		default: true,
		displayOptions: forPrune,
		description:
			'Whether to only show what would be deleted (まずオンで実行し、内容を確認してからオフにしてください)',
	},
	{
		displayName: 'Keep Newer Than (Days)',
		name: 'pruneKeepDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
		displayOptions: forPrune,
		description: 'この日数以内に書き込まれた商品は、出品されていなくても残します',
	},
	{
		displayName: 'Keep Edit Journal (Days)',
		name: 'journalKeepDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: JOURNAL_DAYS,
		displayOptions: forPrune,
		description: '変更の記録 (元に戻す操作に使います) を残す日数',
	},
];

/** Deletes what no shop lists any more. The input must be the shops' whole lists. */
export async function prune(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const { context, items } = work;
	const isDryRun = context.getNodeParameter('pruneDryRun', 0, true) !== false;
	const accounts = requireWholeLists(context, items);
	const { good } = readAsins({ ...work, items: items.filter(({ json }) => json.asin != null) });
	const result = await pruneCache(data.cache, {
		listed: new Set(good.map(({ asin }) => asin)),
		accounts,
		keepMs: Number(context.getNodeParameter('pruneKeepDays', 0, 7)) * DAY_MS,
		isDryRun,
		now: work.now(),
	});
	const json: IDataObject = {
		dry_run: isDryRun,
		listed: good.length,
		documents: result.documents,
		pruned: result.pruned.length,
		kept_recent: result.kept_recent,
		kept_other_account: result.kept_other_account,
		pruned_asins: result.pruned.slice(0, SHOWN),
		pruned_journal_runs: isDryRun ? 0 : await forgetEdits(data.ledger, journalLimit(work)),
	};
	return [[{ json, pairedItem: items.map((_, item) => ({ item })) }]];
}

const journalLimit = ({ context, now }: Work): number =>
	now() - Number(context.getNodeParameter('journalKeepDays', 0, JOURNAL_DAYS)) * DAY_MS;

/** Each account's listings against the total that its run read. Gives the accounts. */
function requireWholeLists(context: IExecuteFunctions, items: readonly INodeExecutionData[]) {
	requireReadable(context, items);
	const byAccount = Map.groupBy(items, ({ json }) => accountOf(json));
	for (const [account, listed] of byAccount) {
		const total = (listed[0]!.json.run as IDataObject | undefined)?.total;
		const seen = new Set(listed.map(({ json }) => (json.listing as IDataObject)?.item_id));
		if (account !== '' && typeof total === 'number' && seen.size === total) continue;
		throw new NodeOperationError(
			context.getNode(),
			`商品の一覧がそろっていないため削除しません (${account || 'アカウント不明'}: ${seen.size} 件、run.total は ${String(total ?? 'なし')})`,
			{ description: 'BASE Listings の Get All の出力を、絞り込まずにそのままつないでください。' },
		);
	}
	return new Set(byAccount.keys());
}

/** An item that could not be read may be of any ASIN: it is no deleted one. */
function requireReadable(context: IExecuteFunctions, items: readonly INodeExecutionData[]): void {
	const odd = items.find(
		({ json }) => Number((json.run as IDataObject | undefined)?.unreadable) > 0,
	);
	if (!odd) return;
	const { unreadable, unreadable_example: example } = odd.json.run as IDataObject;
	throw new NodeOperationError(
		context.getNode(),
		`BASEの応答を読めない商品が ${String(unreadable)}件あるため削除しません (例: ${String(example)})`,
		{ description: 'その商品をBASEの管理画面で確認し、読めるようになってから実行してください。' },
	);
}

function accountOf(json: IDataObject): string {
	const account = (json.listing as IDataObject | undefined)?.account;
	return typeof account === 'string' ? account : '';
}
