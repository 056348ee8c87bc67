import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { AMAZON_CREDENTIAL } from '../../lib/n8n/connections/amazonAccount';
import { CHATWORK_CREDENTIAL } from '../../lib/n8n/connections/askRoom';
import { shareLimitsParameter } from '../../lib/n8n/connections/sharedLimits';
import { SHOP_CREDENTIAL } from '../../lib/n8n/connections/shopConnection';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';

export const description: INodeTypeDescription = {
	displayName: 'Connection Check',
	name: 'connectionCheck',
	icon: { light: 'file:connectionCheck.svg', dark: 'file:connectionCheck.dark.svg' },
	group: ['transform'],
	version: 1,
	subtitle: '={{ $parameter["useTestItem"] ? "テスト用の商品でも確かめる" : "読み取りだけ" }}',
	description:
		'Amazon・BASE・Chatwork・n8nの設定を実際のアカウントで確かめ、1つずつ「正常・注意・要対応」と次にすることを出します。',
	defaults: { name: 'Connection Check' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [
		{ name: AMAZON_CREDENTIAL, displayName: 'Amazon SP-API', required: true },
		{ name: SHOP_CREDENTIAL, displayName: 'BASE', required: true },
		{ name: CHATWORK_CREDENTIAL, displayName: 'Chatwork', required: false },
		...storeCredentials,
	],
	properties: [
		{
			displayName: 'Try Edits on a Test Item',
			name: 'useTestItem',
			type: 'boolean',
			default: false,
			description:
				'Whether to make a hidden item, edit it and delete it: オンにすると、BASEに非公開のテスト用の商品を1つ作り、価格・在庫・公開を変えてから削除します。途中の数秒だけ「売り切れ」として公開されます。ほかの商品には触れません。',
		},
		{
			displayName: 'Hand the Cache Over',
			name: 'handOver',
			type: 'boolean',
			default: false,
			description:
				'Whether the cache may pass to this credential: 同じAmazonアカウントのアプリを作り直したときだけ、オンにして1回実行します。別のアカウントのときは、Cache Name を変えてください。',
		},
		{
			displayName: 'ASIN',
			name: 'asin',
			type: 'string',
			default: '',
			placeholder: 'B0006L0120',
			description: 'Amazonの応答を確かめる商品。空なら、ショップの最近の商品の中から選びます。',
		},
		{
			displayName: 'Account',
			name: 'account',
			type: 'string',
			default: '',
			placeholder: 'my-shop',
			description:
				'ショップ名。1つのショップだけなら空のままで構いません。空のときはBASEのショップIDを使います。',
		},
		{
			displayName: 'Chatwork Room',
			name: 'room',
			type: 'string',
			default: '',
			placeholder: 'https://www.chatwork.com/#!rid123456789',
			description:
				'確かめるChatworkのルーム。番号でも、ルームを開いたときのURLでも構いません。空なら、このショップの同期のルームを使います。',
		},
		...storeParameters,
		{ ...shareLimitsParameter, displayOptions: { show: { store: ['redis'] } } },
	],
};
