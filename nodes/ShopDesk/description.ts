import { NodeConnectionTypes, type INodeTypeDescription } from 'n8n-workflow';
import { storeCredentials, storeParameters } from '../../lib/n8n/parameters/storeParameters';
import { PASSWORD_CREDENTIAL } from './checkVisitor';

const address = {
	responseMode: 'onReceived' as const,
	path: '={{$parameter["path"]}}',
	isFullPath: true,
};

export const description: INodeTypeDescription = {
	displayName: 'Shop Desk',
	name: 'shopDesk',
	icon: { light: 'file:shopDesk.svg', dark: 'file:shopDesk.dark.svg' },
	group: ['trigger'],
	version: 1,
	subtitle: '={{ "/webhook/" + $parameter.path }}',
	description:
		'ショップの操作画面: 状態を見て、質問に答え、ルールを変えるページです。Publish したあと、Production URL をブックマークして使います',
	defaults: { name: 'Shop Desk' },
	inputs: [],
	outputs: [NodeConnectionTypes.Main],
	credentials: [
		{ name: PASSWORD_CREDENTIAL, displayName: 'Password of This Page', required: true },
		...storeCredentials,
	],
	webhooks: [
		{ ...address, name: 'setup', httpMethod: 'GET', ndvHideMethod: true },
		{ ...address, name: 'default', httpMethod: 'POST', ndvHideUrl: true },
	],
	properties: [
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			required: true,
			default: 'amazon-base-desk',
			description:
				'ページのアドレスの終わり (…/webhook/ の次)。ほかのワークフローと違うものにします。',
		},
		{
			displayName: 'Account',
			name: 'account',
			type: 'string',
			default: '',
			placeholder: 'my-shop',
			description:
				'この先のノードの BASE の認証情報のショップ名。ショップが1つなら空のままにします。2つ以上なら、ショップごとにこのワークフローを読み込み、名前を入れます (Path も変えます)',
		},
		{
			displayName:
				'ページを開いても、実行は記録されません。時間のかかる操作 (緊急停止など) だけが、このノードから先のノードで行われます。',
			name: 'executionNotice',
			type: 'notice',
			default: '',
		},
		...storeParameters,
	],
};
