import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { writableGroups, type WritableGroup } from '../../../lib/n8n/items/write/makeItemPatch';

const forWrite = { show: { operation: ['write'] } };

export const writeProperties: INodeProperties[] = [
	{
		displayName: 'Groups to Write',
		name: 'groups',
		type: 'multiOptions',
		options: [
			{
				name: 'All',
				value: 'all',
				description: 'アイテムに含まれているものすべて',
			},
			{
				name: 'Basic Info',
				value: 'basic_info',
				description: 'basic_info の商品名、説明、ブランド、カテゴリー、画像',
			},
			{
				name: 'Price and Stock',
				value: 'price_stock',
				description: 'offer の価格と在庫。取得に失敗したものはエラーだけを記録し、前の値を残します',
			},
			{
				name: 'Reported',
				value: 'reported',
				description: '通知済みの価格と在庫 (ドライランでは書き込みません)',
			},
			{
				name: 'Review',
				value: 'review',
				description:
					'人の判断。review.adopt: 非公開の商品を同期に任せる、review.accept_identity: 変わったブランド・商品名を正しいものと認める',
			},
			{
				name: 'Screen',
				value: 'screen',
				description: 'screen の巡回結果',
			},
		],
		default: ['price_stock'],
		displayOptions: forWrite,
		description: '書き込むデータの種類。選ばなかった種類の値と日時はそのまま残ります',
	},
	{
		displayName: 'Reported From',
		name: 'reportedFrom',
		type: 'options',
		options: [
			{
				name: 'A List',
				value: 'list',
				description: '変動レポートの reported など、通知した内容の一覧',
			},
			{
				name: 'Each Item',
				value: 'item',
				description: '各アイテムの reported (最初に見た商品の記録)',
			},
		],
		default: 'item',
		displayOptions: { show: { operation: ['write'], groups: ['reported'] } },
		description: '通知済みの内容をどこから読むか',
	},
	{
		displayName: 'Reported List',
		name: 'reportedList',
		type: 'string',
		default: 'reported',
		displayOptions: {
			show: { operation: ['write'], groups: ['reported'], reportedFrom: ['list'] },
		},
		description:
			'一覧 (asin, account, price, in_stock, at の配列) が入っている項目の名前。式で配列そのものを渡すこともできます',
	},
];

/** Returns the chosen groups; `all` is every group. */
export function readGroups(context: IExecuteFunctions): ReadonlySet<WritableGroup> {
	const chosen = context.getNodeParameter('groups', 0, ['price_stock']) as string[];
	// A person's decisions are written only if this group was chosen by name.
	const isAll = (group: WritableGroup) => chosen.includes('all') && group !== 'review';
	return new Set(writableGroups.filter((group) => isAll(group) || chosen.includes(group)));
}

export const isReportedFromList = (context: IExecuteFunctions): boolean =>
	context.getNodeParameter('reportedFrom', 0, 'item') === 'list';
