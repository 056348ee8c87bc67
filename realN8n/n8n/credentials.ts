import { usualScopes, type ShopCredentials, type Simulator } from '../../simulator/start';
import type { PagePassword } from './pages';

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
	page: 'basicAuthDemo001',
} as const;

/** How the shop's credential stands ready. */
export interface ShopAccess {
	/** false: somebody has to press Connect in n8n; true. */
	isConnected?: boolean;
	/** It may read orders too; false. */
	readsOrders?: boolean;
}

/** Keys to the simulator's Amazon, its first BASE shop and its Chatwork. */
export function credentialRows(
	simulator: Simulator,
	{ isConnected = true, readsOrders = false }: ShopAccess = {},
): CredentialRow[] {
	const { amazon, chatwork } = simulator.credentials;
	return [
		{
			id: credentialIds.amazon,
			name: 'Amazon SP-API',
			type: 'amazonSpApi',
			data: { marketplace: 'JP', ...amazon, ...simulatorAt(simulator.amazonUrl) },
		},
		{
			id: credentialIds.shop,
			name: 'BASE Shop',
			type: 'baseShopOAuth2Api',
			data: isConnected ? connectedShop(simulator, readsOrders) : shopData(simulator),
		},
		{
			id: credentialIds.chatwork,
			name: 'Chatwork',
			type: 'chatworkTokenApi',
			data: { apiToken: chatwork.apiToken, ...simulatorAt(simulator.chatworkUrl) },
		},
	];
}

/** How a credential is turned to a service of the simulator, as in its window. */
export const simulatorAt = (url: string): { service: 'simulator'; simulatorPort: number } => ({
	service: 'simulator',
	simulatorPort: Number(new URL(url).port),
});

/** The password of the shipped pages and forms. */
export const pageCredential = (password: PagePassword): CredentialRow => ({
	id: credentialIds.page,
	name: '画面のパスワード',
	type: 'httpBasicAuth',
	data: { ...password },
});

function firstShop({ credentials }: Simulator): ShopCredentials {
	const [shop] = credentials.shops;
	if (shop) return shop;
	throw new Error('The simulator has no shop');
}

function shopData(simulator: Simulator): Record<string, unknown> {
	const { clientId, clientSecret } = firstShop(simulator);
	return { clientId, clientSecret, ...simulatorAt(simulator.baseUrl) };
}

function connectedShop(simulator: Simulator, readOrders: boolean): Record<string, unknown> {
	const scopes = readOrders ? [...usualScopes, 'read_orders'] : usualScopes;
	const tokens = firstShop(simulator).issueTokens(scopes);
	// n8n keeps its own reckoning of the expiry and refreshes by it.
	const n8n_expires_at = Date.now() + tokens.expires_in * 1000;
	return { ...shopData(simulator), readOrders, oauthTokenData: { ...tokens, n8n_expires_at } };
}
