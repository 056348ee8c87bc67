import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { accountOption } from '../../lib/n8n/parameters/accountOption';
import { credentialsFirst } from '../../lib/n8n/parameters/credentialsFirst';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';

export const description: INodeTypeDescription = {
	displayName: 'BASE Orders',
	name: 'baseOrders',
	icon: { light: 'file:baseOrders.svg', dark: 'file:baseOrders.dark.svg' },
	group: ['input'],
	version: 1,
	subtitle: makeSubtitle({ getNew: '新しい注文を読む', getByKey: '指定した注文を読む' }),
	description:
		'BASEの注文を商品ごとに読み、商品コードからASINを割り出します。購入者の名前・住所・連絡先は読み込みません',
	defaults: { name: 'BASE Orders' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
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
					name: 'Get By Key',
					value: 'getByKey',
					action: 'Get orders by key',
					description: '注文の番号 (unique_key) で読みます。知らせた記録は変わりません',
				},
				{
					name: 'Get New',
					value: 'getNew',
					action: 'Get new orders',
					description:
						'まだ知らせていない注文と、前に調べてから1時間たった発送前の注文を読みます。「通知済みにする」まで、同じ注文を何度でも出します',
				},
			],
			default: 'getNew',
		},
		{
			displayName: 'Order Keys',
			name: 'orderKeys',
			type: 'string',
			default: '={{ $json.order?.key }}',
			required: true,
			placeholder: '0123456789ABCDEF',
			displayOptions: { show: { operation: ['getByKey'] } },
			description: '注文の番号 (BASEのunique_key)。複数はカンマか空白で区切ります。',
		},
		{
			displayName:
				'認証情報「BASE Shop OAuth2 API」の Read Orders をオンにして、Connect し直しておきます。購入者の情報は保存しません (注文の番号・日時・状態・知らせた印と、商品ごとの数と金額だけを残します)。',
			name: 'rightNotice',
			type: 'notice',
			default: '',
		},
		...storeParameters,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [accountOption],
		},
	],
};
