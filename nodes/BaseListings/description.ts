import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { accountOption } from '../../lib/n8n/parameters/accountOption';
import { credentialsFirst } from '../../lib/n8n/parameters/credentialsFirst';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';

export const description: INodeTypeDescription = {
	displayName: 'BASE Listings',
	name: 'baseListings',
	icon: { light: 'file:baseListings.svg', dark: 'file:baseListings.dark.svg' },
	group: ['input'],
	version: 1,
	subtitle: makeSubtitle({ getAll: '全商品を読む', getById: '指定した商品を読む' }),
	description:
		'BASEショップの商品一覧を読み、商品コードからASINを割り出します (バリエーションごとに別のASINなら、1つずつに分けます)',
	defaults: { name: 'BASE Listings' },
	inputs: [NodeConnectionTypes.Main],
	outputs:
		'={{$parameter["options"]?.splitUnmapped ? [{ type: "main", displayName: "Mapped" }, { type: "main", displayName: "Unmapped" }] : ["main"]}}',
	usableAsTool: true,
	credentials: [
		{ name: 'baseShopOAuth2Api', displayName: 'BASE', required: true },
		...storeCredentials,
	],
	properties: [
		credentialsFirst,
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Get Many',
					value: 'getAll',
					action: 'Get many listings',
					description: 'ショップの全商品を読みます (100件ごとに1回と、終わりの確認に1回の呼び出し)',
				},
				{
					name: 'Get By ID',
					value: 'getById',
					action: 'Get listings by item ID',
					description: '指定した商品IDだけを読みます',
				},
			],
			default: 'getAll',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{ name: 'Each Item', value: 'items', description: '商品を1つずつ出力します' },
				{
					name: 'One Mark for All',
					value: 'mark',
					description:
						'一覧を読み、商品は保存先に置いたまま、印を1つだけ出力します。TTL Cache Read (Ages Only) が、古い順の区切りに分けます。手動の実行では、商品を1つずつ出力します。',
				},
				{
					name: 'Slices of a Watch',
					value: 'slices',
					description:
						'前に読んだ一覧からの変更だけを読み、見張りの回数だけ出力します。商品は保存先に置いたままです。',
				},
			],
			default: 'items',
			displayOptions: { show: { operation: ['getAll'] } },
			description:
				'商品を出力するか、保存先に置いたまま区切りだけを出力するか。区切りは SP-API Batch Offers の Watch が商品にします。',
		},
		{
			displayName: 'Item IDs',
			name: 'itemIds',
			type: 'string',
			default: '={{ $json.item_id }}',
			required: true,
			placeholder: '12345678, 12345679',
			displayOptions: { show: { operation: ['getById'] } },
			description: 'BASEの商品ID。複数はカンマか空白で区切ります。',
		},
		...storeParameters,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				accountOption,
				{
					displayName: 'Go On With Incomplete List',
					name: 'allowIncomplete',
					type: 'boolean',
					default: false,
					description:
						'Whether to go on where the list ends short or shrank by a third: 緊急停止のように、読めた分だけでも先に進める処理で使います (オフなら止めます)',
				},
				{
					displayName: 'Identifier Pattern',
					name: 'pattern',
					type: 'string',
					default: '',
					placeholder: '^shop-([A-Z0-9]{10})$',
					description: '商品コードが独自の形式のときの正規表現。1つ目のかっこがASINです。',
				},
				{
					displayName: 'Keep Unmapped Items',
					name: 'keepUnmapped',
					type: 'boolean',
					default: false,
					description:
						'Whether to keep items without a clear ASIN in the output: 緊急停止のように、ASINが分からない商品や応答を読めない商品も対象にする処理で使います',
				},
				{
					displayName: 'Split Unmapped Output',
					name: 'splitUnmapped',
					type: 'boolean',
					default: false,
					description:
						'Whether to send items without a clear ASIN to an output of their own: ASINが分からない商品や応答を読めない商品を別の出力に分けます (オフなら除いて進みます)',
				},
			],
		},
	],
};
