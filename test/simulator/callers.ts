import type { GetOffersResult } from '@sp-api-sdk/product-pricing-api-v0';
import type { Simulator } from '../../simulator/start';

/** What a test looks at of an answer. */
export interface Answer<Body> {
	status: number;
	headers: Headers;
	body: Body;
}

export const japan = 'A1VC38T7YXB528';

/** A clock that tests move; 2026-01-15 12:00 in Japan. */
export function handClock(start = Date.UTC(2026, 0, 15, 3)) {
	let ms = start;
	return {
		now: () => ms,
		pass: (passedMs: number) => {
			ms += passedMs;
		},
	};
}

/** The body as sent: for tests that look at wire shapes without a parser of their own. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Wire = any;

export async function call(url: string, init: RequestInit = {}): Promise<Answer<Wire>> {
	const response = await fetch(url, init);
	const text = await response.text();
	const isJson = String(response.headers.get('content-type')).includes('json');
	return {
		status: response.status,
		headers: response.headers,
		body: isJson ? JSON.parse(text) : text,
	};
}

export const form = (fields: Record<string, string | number>): URLSearchParams =>
	new URLSearchParams(
		Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
	);

export function requestAmazonToken(
	{ amazonUrl, credentials }: Simulator,
	different: Record<string, string> = {},
): Promise<Answer<Wire>> {
	const { clientId, clientSecret, refreshToken } = credentials.amazon;
	return call(`${amazonUrl}/auth/o2/token`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			grant_type: 'refresh_token',
			client_id: clientId,
			client_secret: clientSecret,
			refresh_token: refreshToken,
			...different,
		}),
	});
}

/** Calls of one seller with one access token. */
export async function amazonCaller(simulator: Simulator) {
	const { body } = await requestAmazonToken(simulator);
	const headers = { 'x-amz-access-token': String(body.access_token) };
	const get = (path: string): Promise<Answer<Wire>> =>
		call(`${simulator.amazonUrl}${path}`, { headers });
	return {
		get,
		batch: (asins: readonly string[], different: Record<string, unknown> = {}) =>
			call(`${simulator.amazonUrl}/batches/products/pricing/v0/itemOffers`, {
				method: 'POST',
				headers: { ...headers, 'content-type': 'application/json' },
				body: JSON.stringify({ requests: asins.map((asin) => subRequest(asin, different)) }),
			}),
		offers: (asin: string) =>
			get(`/products/pricing/v0/items/${asin}/offers?MarketplaceId=${japan}&ItemCondition=New`),
		competitive: (asins: readonly string[]) =>
			get(
				`/products/pricing/v0/competitivePrice?MarketplaceId=${japan}&ItemType=Asin&Asins=${asins.join(',')}`,
			),
		catalog: (asins: readonly string[], rest = '') =>
			get(
				`/catalog/2022-04-01/items?identifiers=${asins.join(',')}&identifiersType=ASIN&marketplaceIds=${japan}${rest}`,
			),
	};
}

const subRequest = (asin: string, different: Record<string, unknown>) => ({
	uri: `/products/pricing/v0/items/${asin}/offers`,
	method: 'GET',
	MarketplaceId: japan,
	ItemCondition: 'New',
	CustomerType: 'Consumer',
	...different,
});

/** Sub-responses of a batch by ASIN. */
export const byAsin = (
	body: Wire,
): Map<string, { status: number; payload: GetOffersResult | undefined; errors: Wire }> =>
	new Map(
		body.responses.map((response: Wire) => [
			response.request.Asin,
			{
				status: response.status.statusCode,
				payload: response.body.payload,
				errors: response.body.errors,
			},
		]),
	);

/** Calls of one shop with one access token. */
export function baseCaller(simulator: Simulator, scopes?: readonly string[], shopIndex = 0) {
	const shop = simulator.credentials.shops[shopIndex]!;
	const headers = { authorization: `Bearer ${shop.issueTokens(scopes).access_token}` };
	return {
		shop,
		get: (path: string) => call(`${shop.apiBaseUrl}/${path}`, { headers }),
		post: (path: string, fields: Record<string, string | number>) =>
			call(`${shop.apiBaseUrl}/${path}`, { method: 'POST', headers, body: form(fields) }),
		refresh: (refreshToken: string) =>
			call(shop.accessTokenUrl, {
				method: 'POST',
				body: form({
					grant_type: 'refresh_token',
					client_id: shop.clientId,
					client_secret: shop.clientSecret,
					refresh_token: refreshToken,
				}),
			}),
	};
}
