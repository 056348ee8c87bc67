import { Agent } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { SellingPartner } from 'amazon-sp-api';
import { findMarketplace } from '../lib/spApi/marketplaces';
import type { Simulator } from '../simulator/start';

const BATCH = 20;

type OffersAnswer = { responses?: Array<{ status?: { statusCode?: number } }> };

/** amazon-sp-api as its documentation shows it: automatic throttling on, one batch after the other. */
export async function amazonSpApiLoop(simulator: Simulator): Promise<number> {
	const { clientId, clientSecret, refreshToken } = simulator.credentials.amazon;
	const partner = new SellingPartner({
		region: 'fe',
		refresh_token: refreshToken,
		credentials: {
			SELLING_PARTNER_APP_CLIENT_ID: clientId,
			SELLING_PARTNER_APP_CLIENT_SECRET: clientSecret,
		},
		options: { https_proxy_agent: loopbackAgent(simulator.amazonUrl) },
	});
	return await eachBatch(simulator, async (requests) => {
		const call = {
			operation: 'getItemOffersBatch',
			endpoint: 'productPricing',
			body: { requests },
		};
		return (await partner.callAPI(call as never)) as OffersAnswer;
	});
}

/** @sp-api-sdk with its own retries at Amazon's rates on, one batch after the other. */
export async function spApiSdkLoop(simulator: Simulator): Promise<number> {
	// Its CommonJS build trips over axios-retry, so the ESM one is loaded.
	const { sellingPartnerRegions } = await import('@sp-api-sdk/common');
	const { ProductPricingApiClient } = await import('@sp-api-sdk/product-pricing-api-v0');
	// It has no setting for another host; its table of hosts is public and can be changed.
	const { endpoints } = sellingPartnerRegions.fe;
	const amazon = endpoints.production;
	endpoints.production = simulator.amazonUrl;
	try {
		const token = await tokenOf(simulator);
		const auth = { getAccessToken: async () => token } as never;
		const client = new ProductPricingApiClient({
			auth,
			region: 'fe',
			rateLimiting: { retry: true },
		});
		return await eachBatch(simulator, async (requests) => {
			const body = { getItemOffersBatchRequestBody: { requests } };
			return (await client.getItemOffersBatch(body as never)).data as OffersAnswer;
		});
	} finally {
		endpoints.production = amazon;
	}
}

/** How many items of the whole catalog got an answer. */
async function eachBatch(
	simulator: Simulator,
	fetchBatch: (requests: readonly object[]) => Promise<OffersAnswer>,
): Promise<number> {
	const asins = [...simulator.world.products.keys()];
	let fresh = 0;
	for (let start = 0; start < asins.length; start += BATCH) {
		const { responses = [] } = await fetchBatch(asins.slice(start, start + BATCH).map(requestFor));
		fresh += responses.filter(({ status }) => status?.statusCode === 200).length;
	}
	return fresh;
}

const requestFor = (asin: string): object => ({
	uri: `/products/pricing/v0/items/${asin}/offers`,
	method: 'GET',
	MarketplaceId: findMarketplace('JP').marketplaceId,
	ItemCondition: 'New',
	CustomerType: 'Consumer',
});

/** The SDK's token client has its host fixed in code, so the token comes from here. */
async function tokenOf({ amazonUrl, credentials }: Simulator): Promise<string> {
	const { clientId, clientSecret, refreshToken } = credentials.amazon;
	const response = await fetch(`${amazonUrl}/auth/o2/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'refresh_token',
			client_id: clientId,
			client_secret: clientSecret,
			refresh_token: refreshToken,
		}),
	});
	if (!response.ok) throw new Error(`The token service said ${response.status}`);
	return ((await response.json()) as { access_token: string }).access_token;
}

function loopbackAgent(url: string): Agent {
	const { hostname, port } = new URL(url);
	class LoopbackAgent extends Agent {
		override createConnection(): Duplex {
			return connect(Number(port), hostname);
		}
	}
	return new LoopbackAgent({ keepAlive: false });
}
