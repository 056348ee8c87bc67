import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { credentialsFirst } from '../../lib/n8n/parameters/credentialsFirst';
import {
	shareLimitsCredential,
	shareLimitsParameter,
} from '../../lib/n8n/connections/sharedLimits';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';
import { storeParametersFor } from '../../lib/n8n/parameters/storeParameters';
import { rulesFromParameter } from '../../lib/n8n/parameters/rules/rulesFrom';
import { filterOptions } from '../../lib/n8n/parameters/rules/filterOptions';

export const description: INodeTypeDescription = {
	displayName: 'SP-API Batch Offers',
	name: 'spApiBatchOffers',
	icon: { light: 'file:spApiBatchOffers.svg', dark: 'file:spApiBatchOffers.dark.svg' },
	group: ['input'],
	version: 1,
	subtitle: makeSubtitle({
		getOffers: '価格と在庫を確定',
		screen: '動いた商品を探す',
		watch: '動きを調べる',
	}),
	description: 'Amazonの価格と在庫を、呼び出し回数の上限を守りながらまとめて取得します',
	defaults: { name: 'SP-API Batch Offers' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	usableAsTool: true,
	credentials: [
		{ name: 'amazonSpApi', displayName: 'Amazon SP-API', required: true },
		shareLimitsCredential,
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
					name: 'Get Offers',
					value: 'getOffers',
					action: 'Get offers',
					description:
						'出品を取得し、カート価格でも確かめて、価格と在庫を確定します (1時間に約9,000件)',
				},
				{
					name: 'Screen',
					value: 'screen',
					action: 'Screen for movements',
					description:
						'動きのありそうな商品だけを素早く見つけます (1時間に約36,000件)。動いた商品は続けて確定できます。',
				},
				{
					name: 'Watch',
					value: 'watch',
					action: 'Watch for movements',
					description:
						'BASE Listings の「Slices of a Watch」か「One Mark for All」で始まる区切りを受け取り、商品を調べて、動いた商品だけを出力します。見張りは動きそうで影響の大きいものから、同期は古いものから調べます。ほかのアイテムはそのまま通します。',
				},
			],
			default: 'getOffers',
		},
		{
			displayName: 'ASIN',
			name: 'asin',
			type: 'string',
			default: '={{ $json.asin }}',
			required: true,
			placeholder: 'B0006L0120',
			displayOptions: { show: { operation: ['getOffers', 'screen'] } },
			description: '調べる商品のASIN。前のノードから受け取るときはこのままで構いません。',
		},
		{
			displayName: 'Use Single-Item Operation Too',
			name: 'useSingle',
			type: 'boolean',
			default: true,
			displayOptions: { show: { operation: ['getOffers', 'watch'] } },
			description:
				'Whether to draw the quota of getItemOffers beside the batch: 1件ずつの呼び出し枠も同時に使い、約2割速く取得します',
		},
		{
			displayName: 'Confirm What Moved',
			name: 'confirmMoved',
			type: 'boolean',
			default: true,
			displayOptions: { show: { operation: ['screen'] } },
			description:
				'Whether to confirm moved items at once: 動いた商品と、変更がショップにまだ届いていない商品だけ、続けて出品を取得して価格と在庫を確定します (offer が付きます)',
		},
		{
			displayName: 'Confirm What Was Not Told From (Yen)',
			name: 'owedYen',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 100,
			displayOptions: {
				show: { operation: ['screen'], confirmMoved: [true], rulesFrom: ['here'] },
			},
			description:
				'動いていなくても、ショップやお知らせにまだ届いていない商品は確かめ直します。価格は、前に知らせた価格との差がこの額以上のときです。変動のしきい値と同じ値にします。',
		},
		{
			displayName: 'Quota Share (%)',
			name: 'quotaShare',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 80,
			displayOptions: { show: { operation: ['watch'], rulesFrom: ['here'] } },
			description:
				'Amazonの呼び出し枠のうち、見張りに使う割合。同期と急ぎの確認は、いつも見張りより先に枠を使います。',
		},
		{
			displayName: 'Use Idle Quota',
			name: 'useIdleQuota',
			type: 'boolean',
			default: true,
			displayOptions: { show: { operation: ['watch'] } },
			description:
				'Whether to spend the whole share of the quota: 次の開始まで見張り続け、動きの見えない商品も順に確かめます (オフなら、1回の実行で各商品を1度だけ見ます)',
		},
		rulesFromParameter,
		...storeParametersFor({ rulesFrom: ['book'] }),
		{
			displayName: 'Offer Filter',
			name: 'filter',
			type: 'collection',
			placeholder: 'Add condition',
			default: {},
			displayOptions: { show: { rulesFrom: ['here'] } },
			description:
				'仕入れてよい出品の条件。指定しなければ「新品・送料無料・72時間以内に発送」です。',
			options: filterOptions,
		},
		shareLimitsParameter,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Fetch Fresh Items Too',
					name: 'ignoreFreshness',
					type: 'boolean',
					default: false,
					description:
						'Whether to ask Amazon also about items whose cached price and stock are fresh: キャッシュが新しい商品も取得し直します',
				},
				{
					displayName: 'Priority',
					name: 'priority',
					type: 'options',
					options: [
						{ name: 'Routine', value: 'routine', description: '通常の順番で取得します' },
						{ name: 'Urgent', value: 'urgent', description: 'ほかの実行より先に取得します' },
					],
					default: 'routine',
					description: '同じAmazonアカウントを使うほかの実行との優先順位',
				},
				{
					displayName: 'Retries',
					name: 'retries',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 10 },
					default: 3,
					description: '一時的なエラーのときに繰り返す回数',
				},
			],
		},
	],
};
