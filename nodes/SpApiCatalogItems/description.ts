import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { credentialsFirst } from '../../lib/n8n/parameters/credentialsFirst';
import {
	shareLimitsCredential,
	shareLimitsParameter,
} from '../../lib/n8n/connections/sharedLimits';

export const description: INodeTypeDescription = {
	displayName: 'SP-API Catalog Items',
	name: 'spApiCatalogItems',
	icon: { light: 'file:spApiCatalogItems.svg', dark: 'file:spApiCatalogItems.dark.svg' },
	group: ['input'],
	version: 1,
	subtitle: '商品情報を取得',
	description: 'Amazonの商品名・説明・ブランド・カテゴリー・画像を、20件ずつまとめて取得します',
	defaults: { name: 'SP-API Catalog Items' },
	inputs: [NodeConnectionTypes.Main],
	outputs:
		'={{$parameter["options"]?.splitUnknown ? [{ type: "main", displayName: "Found" }, { type: "main", displayName: "Unknown" }] : ["main"]}}',
	usableAsTool: true,
	credentials: [
		{ name: 'amazonSpApi', displayName: 'Amazon SP-API', required: true },
		shareLimitsCredential,
	],
	properties: [
		credentialsFirst,
		{
			displayName: 'ASIN',
			name: 'asin',
			type: 'string',
			default: '={{ $json.asin }}',
			required: true,
			placeholder: 'B0006L0120',
			description:
				'調べる商品のASIN。前のノードから受け取るときはこのままで構いません。ASINや商品ページのURLをいくつも貼り付けると、1件ずつに分けて出力します。',
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
					displayName: 'Retries',
					name: 'retries',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 10 },
					default: 3,
					description: '一時的なエラーのときに繰り返す回数',
				},
				{
					displayName: 'Split Unknown Output',
					name: 'splitUnknown',
					type: 'boolean',
					default: false,
					description:
						'Whether to send ASINs that Amazon does not know to an output of their own: Amazonにない商品を別の出力に分けます (ループの中ではオフにします)',
				},
			],
		},
	],
};
