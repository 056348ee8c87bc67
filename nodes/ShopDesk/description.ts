import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { storeCredential, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { makeSubtitle } from '../../lib/n8n/parameters/subtitle';

export const description: INodeTypeDescription = {
	displayName: 'Shop Desk',
	name: 'shopDesk',
	icon: { light: 'file:shopDesk.svg', dark: 'file:shopDesk.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: makeSubtitle({ page: 'ページを作る', action: '操作を受け付ける' }),
	description:
		'ショップの操作画面: ルールを見て、変え、何が変わるかを確かめて承認するページを作ります。Webhook の次に置き、出力を Respond to Webhook で返します',
	defaults: { name: 'Shop Desk' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [storeCredential],
	properties: [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Action',
					value: 'action',
					action: 'Take what a form of the desk sent',
					description:
						'操作画面のフォームから送られた操作 (POST) を確かめて行い、次に開くアドレス (location) を出します',
				},
				{
					name: 'Page',
					value: 'page',
					action: 'Make a page of the desk',
					description: '開かれたアドレス (GET) のページを作ります',
				},
			],
			default: 'page',
		},
		{
			displayName:
				'入力は Webhook の出力です。出力の status・content_type・disposition・location を応答のヘッダーに、html を本文に使います。Webhook には必ずパスワード (Basic Auth) を付けてください。',
			name: 'webhookNotice',
			type: 'notice',
			default: '',
		},
		...storeParameters,
	],
};
