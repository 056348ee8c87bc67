import type { ICredentialTestRequest, ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import { addressExpression, addressFields, AMAZON } from '../lib/n8n/connections/serviceAddress';
import { marketplaces } from '../lib/spApi/marketplaces';

export class AmazonSpApi implements ICredentialType {
	name = 'amazonSpApi';

	displayName = 'Amazon SP-API';

	icon: Icon = { light: 'file:amazonSpApi.svg', dark: 'file:amazonSpApi.dark.svg' };

	documentationUrl =
		'https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Marketplace',
			name: 'marketplace',
			type: 'options',
			options: marketplaces.map(({ code, currency }) => ({
				name: `${code} (${currency})`,
				value: code,
			})),
			default: 'JP',
			description: '出品アカウントのマーケットプレイス。Amazon.co.jp は JP です。',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'amzn1.application-oa2-client.…',
			description: 'Solution Provider Portal のアプリ一覧「LWA認証情報」にあるクライアントID',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '同じ場所にあるクライアントシークレット',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'Atzr|…',
			description: 'アプリを自分の出品アカウントで承認したときに表示されるリフレッシュトークン',
		},
		...addressFields(AMAZON),
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `=${addressExpression(AMAZON, '$credentials')}`,
			url: '/auth/o2/token',
			method: 'POST',
			disableFollowRedirect: true,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: {
				grant_type: 'refresh_token',
				client_id: '={{$credentials.clientId}}',
				client_secret: '={{$credentials.clientSecret}}',
				refresh_token: '={{$credentials.refreshToken}}',
			},
		},
	};
}
