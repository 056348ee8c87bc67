import type { Simulator } from '../simulator/start';

/** A credential as `n8n import:credentials` takes it; n8n encrypts the data. */
export interface CredentialRow {
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** Ids that the shipped workflows refer to. */
export const credentialIds = {
	amazon: 'amazonSpApiDemo1',
	shop: 'baseShopDemo0001',
	chatwork: 'chatworkDemo0001',
} as const;

/** Keys to the simulator's Amazon, its first BASE shop (already connected) and its Chatwork. */
export function credentialRows(simulator: Simulator, now = Date.now()): CredentialRow[] {
	const { amazon, chatwork } = simulator.credentials;
	return [
		{
			id: credentialIds.amazon,
			name: 'Amazon SP-API',
			type: 'amazonSpApi',
			data: { marketplace: 'JP', ...amazon, endpointOverride: simulator.amazonUrl },
		},
		{
			id: credentialIds.shop,
			name: 'BASE Shop',
			type: 'baseShopOAuth2Api',
			data: shopData(simulator, now),
		},
		{
			id: credentialIds.chatwork,
			name: 'Chatwork',
			type: 'chatworkTokenApi',
			data: { apiToken: chatwork.apiToken, apiBaseUrl: `${simulator.chatworkUrl}/v2` },
		},
	];
}

function shopData(simulator: Simulator, now: number): Record<string, unknown> {
	const [shop] = simulator.credentials.shops;
	if (!shop) throw new Error('The simulator has no shop');
	const tokens = shop.issueTokens();
	return {
		apiBaseUrl: shop.apiBaseUrl,
		clientId: shop.clientId,
		clientSecret: shop.clientSecret,
		grantType: 'authorizationCode',
		authUrl: shop.authorizeUrl,
		accessTokenUrl: shop.accessTokenUrl,
		scope: 'read_users read_items write_items',
		authQueryParameters: '',
		authentication: 'body',
		// n8n keeps its own reckoning of the expiry and refreshes by it.
		oauthTokenData: { ...tokens, n8n_expires_at: now + tokens.expires_in * 1000 },
	};
}
