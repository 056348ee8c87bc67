import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';

export class BaseShopOAuth2Api implements ICredentialType {
	name = 'baseShopOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'BASE Shop OAuth2 API';

	icon: Icon = { light: 'file:baseShop.svg', dark: 'file:baseShop.dark.svg' };

	documentationUrl = 'https://docs.thebase.in/docs/api/';

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: 'https://api.thebase.in/1',
			description:
				'通常は変更しません。テスト用シミュレーター (このパソコンだけ) を使うときに、そのアドレスを入れます。',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: '={{$self["apiBaseUrl"]}}/oauth/authorize',
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: '={{$self["apiBaseUrl"]}}/oauth/token',
			required: true,
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: 'read_users read_items write_items',
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
	];
}
