import type { Credentials } from './n8nEngine';

export const shopSecrets = {
	clientSecret: 'base-client-secret-19',
	access_token: 'base-access-token-77',
	refresh_token: 'base-refresh-token-42',
};

/** A connected BASE credential of version 0.1 for a server of this machine that plays BASE at `url`. */
export const shopCredentialAt = (url: string, lifeMs = 3_600_000): Credentials => ({
	baseShopOAuth2Api: {
		grantType: 'authorizationCode',
		clientId: 'client',
		clientSecret: shopSecrets.clientSecret,
		apiBaseUrl: `${url}/1`,
		accessTokenUrl: `${url}/1/oauth/token`,
		authUrl: `${url}/1/oauth/authorize`,
		authentication: 'body',
		scope: 'read_users read_items write_items',
		oauthTokenData: {
			access_token: shopSecrets.access_token,
			refresh_token: shopSecrets.refresh_token,
			token_type: 'bearer',
			n8n_expires_at: Date.now() + lifeMs,
		},
	},
});
