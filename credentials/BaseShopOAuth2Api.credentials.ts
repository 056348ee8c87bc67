import type { ICredentialType, INodeProperties, Icon } from 'n8n-workflow';
import {
	addressExpression,
	addressFields,
	BASE,
	domainFields,
} from '../lib/n8n/connections/serviceAddress';

const ADDRESS = addressExpression(BASE, '$self');

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
		...addressFields(BASE),
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `=${ADDRESS}/oauth/authorize`,
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			// BASE's documents require redirect_uri at a refresh. n8n puts none into the body, and keeps the
			// query of this address at Connect and at each refresh.
			default: `=${ADDRESS}/oauth/token{{$self["refreshRedirectUrl"] ? "?redirect_uri=" + encodeURIComponent($self["refreshRedirectUrl"].trim()) : ""}}`,
			required: true,
		},
		{
			displayName: 'Redirect URL for Refresh',
			name: 'refreshRedirectUrl',
			type: 'string',
			default: '',
			placeholder: 'http://localhost:5678/rest/oauth2-credential/callback',
			description:
				'通常は空のままにします。接続して約1時間後に「BASEがアクセストークンの更新を断ったため」と出たときだけ、上の OAuth Redirect URL をそのまま貼り付けます。',
		},
		{
			displayName: 'Read Orders',
			name: 'readOrders',
			type: 'boolean',
			default: false,
			description:
				'Whether to ask for the right to read orders: 注文の確認 (BASE Orders) を使うときだけオンにします。BASE Developersでアプリに「注文情報を見る」(read_orders) を加えてからオンにし、Connect し直します。',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			// BASE refuses Connect as a whole for a right that the app was not given.
			default:
				'={{ "read_users read_items write_items" + ($self["readOrders"] ? " read_orders" : "") }}',
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
		...domainFields(BASE),
	];
}
