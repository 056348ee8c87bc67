import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
	Icon,
} from 'n8n-workflow';

export class ChatworkTokenApi implements ICredentialType {
	name = 'chatworkTokenApi';

	displayName = 'Chatwork Token API';

	icon: Icon = { light: 'file:chatwork.svg', dark: 'file:chatwork.dark.svg' };

	documentationUrl = 'https://developer.chatwork.com/docs/getting-started';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Chatworkの「サービス連携」→「API Token」で発行したトークン',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: 'https://api.chatwork.com/v2',
			description: '通常は変更しません。テスト用シミュレーターのアドレスを入れることもできます。',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-chatworktoken': '={{$credentials.apiToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.apiBaseUrl}}', url: '/me' },
	};
}
