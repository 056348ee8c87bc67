import { NodeConnectionTypes, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { defaultThresholds } from '../../lib/listing/thresholds';
import { storeCredentials, storeParametersFor } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';
import { guardParameters } from '../../lib/n8n/parameters/rules/guardParameters';
import { rulesFromParameter } from '../../lib/n8n/parameters/rules/rulesFrom';
import { ruleParameters } from '../../lib/n8n/parameters/rules/priceParameters';

/**
 * Shown only for prices, and only if the shop's rule book does not apply: the parameters of the pricing
 * rule and its guards do not apply to texts and images.
 */
const forOwnRules = (properties: readonly INodeProperties[]): INodeProperties[] =>
	properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: {
				...property.displayOptions?.show,
				operation: ['detect', 'replay'],
				rulesFrom: ['here'],
			},
		},
	}));

export const description: INodeTypeDescription = {
	displayName: 'Detect Changes',
	name: 'detectChanges',
	icon: { light: 'file:detectChanges.svg', dark: 'file:detectChanges.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: makeSubtitle({
		detect: '変動と価格を決める',
		replay: '設定を試す',
		basicInfo: '基本情報を比べる',
	}),
	description: '価格と在庫の変動を見つけ、販売価格と、BASEで変更すべきことを理由付きで決めます',
	defaults: { name: 'Detect Changes' },
	inputs: [NodeConnectionTypes.Main],
	outputs:
		'={{$parameter["operation"] !== "replay" && $parameter["options"]?.splitOutputs ? [{ type: "main", displayName: "Changed" }, { type: "main", displayName: "Unchanged" }, { type: "main", displayName: "Held" }] : ["main"]}}',
	usableAsTool: true,
	credentials: storeCredentials,
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Compare Basic Info',
					value: 'basicInfo',
					action: 'Compare basic information',
					description:
						'商品名・説明・画像が前回から変わったか、別の商品に変わった疑いがないかを調べます (TTL Cache Read → SP-API Catalog Items の後に置きます)',
				},
				{
					name: 'Detect',
					value: 'detect',
					action: 'Detect changes',
					description: 'Amazonの最新の情報から、変動とBASEで変更すべきことを決めます',
				},
				{
					name: 'Replay Rules',
					value: 'replay',
					action: 'Replay rules without writing',
					description:
						'この設定を今の商品に当てはめると何件がどう変わるかを、何も書き込まずに調べます (BASE Listings → TTL Cache Read の後に置きます)',
				},
			],
			default: 'detect',
		},
		{
			...rulesFromParameter,
			displayOptions: { show: { operation: ['detect', 'replay'] } },
		},
		...forOwnRules(ruleParameters),
		{
			displayName: 'Price Change Threshold (Yen)',
			name: 'thresholdYen',
			type: 'number',
			displayOptions: { show: { operation: ['detect'], rulesFrom: ['here'] } },
			typeOptions: { minValue: 0 },
			default: defaultThresholds.yen,
			description: '前回お知らせした価格からこの金額以上動いたら「変動」として知らせます',
		},
		...forOwnRules(guardParameters),
		...storeParametersFor({ operation: ['detect', 'replay'], rulesFrom: ['book'] }),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			displayOptions: { show: { operation: ['detect'] } },
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Price Change Threshold (%)',
					name: 'thresholdPercent',
					type: 'number',
					displayOptions: { show: { '/rulesFrom': ['here'] } },
					typeOptions: { minValue: 0 },
					default: 0,
					description: 'この割合以上動いたときも「変動」とします。0なら金額だけで判断します。',
				},
				{
					displayName: 'Split Outputs',
					name: 'splitOutputs',
					type: 'boolean',
					default: false,
					description:
						'Whether to use one output per outcome: 変動あり・変動なし・保留を別々の出力に分けます (ループの中ではオフにします)',
				},
			],
		},
	],
};
