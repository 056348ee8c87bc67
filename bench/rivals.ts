import { Agent } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { SellingPartner } from 'amazon-sp-api';
import { getOffers } from '../lib/spApi/getOffers';
import { marketplaceOf } from '../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../lib/spApi/offerFilter';
import { startSimulator, type Simulator } from '../simulator/start';
import { rounded, type Figure, type Measure } from './figure';
import { quickClient } from './quickAccount';

const SPEED = 5;
const ITEMS = 400;
const BATCH = 20;

interface Run {
	seconds: number;
	rejected: number;
	fresh: number;
}

/** The same items through the same simulator, one client after the other. */
export const measureRivals: Measure = async (say) => {
	const figures: Figure[] = [];
	const runs: Array<[string, (simulator: Simulator) => Promise<number>]> = [
		['ours', ours],
		['amazon_sp_api', plainLoop],
	];
	const results = new Map<string, Run>();
	for (const [name, fetchAll] of runs) {
		const simulator = await startSimulator({
			products: ITEMS,
			plain: true,
			speed: SPEED,
			tokenSpeed: 1,
		});
		try {
			say(`${name}: ${ITEMS} items`);
			const startedAt = performance.now();
			const fresh = await fetchAll(simulator);
			const { throttled: rejected } = simulator.counters.of('amazon', 'getItemOffersBatch');
			results.set(name, { seconds: (performance.now() - startedAt) / 1000, rejected, fresh });
		} finally {
			await simulator.stop();
		}
	}
	const base = results.get('ours')!;
	for (const [name, run] of results) {
		const how = `${ITEMS} items, speed ${SPEED}; ${run.fresh} fresh, ${run.rejected} rejected`;
		figures.push({
			id: name === 'ours' ? 'ours_elapsed' : `rival_${name}`,
			value: rounded(run.seconds / base.seconds),
			unit: '',
			bound: null,
			against: "this package's own elapsed time",
			how,
		});
		figures.push({
			id: name === 'ours' ? 'ours_rejected' : `rival_${name}_rejected`,
			value: run.rejected,
			unit: 'calls',
			bound: null,
			against: `${Math.ceil(ITEMS / BATCH)} calls that would do`,
			how,
		});
	}
	return figures;
};

async function ours(simulator: Simulator): Promise<number> {
	const offers = await getOffers([...simulator.world.products.keys()], {
		client: quickClient(simulator, SPEED),
		marketplace: marketplaceOf('JP'),
		filter: defaultOfferFilter,
		lanes: { batch: true, single: true },
		timestamp: () => new Date().toISOString(),
	});
	return [...offers.values()].filter(({ status }) => status !== 'unknown').length;
}

/** A loop as its documentation shows it: automatic throttling on, one batch after the other. */
async function plainLoop(simulator: Simulator): Promise<number> {
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
	const asins = [...simulator.world.products.keys()];
	let fresh = 0;
	for (let start = 0; start < asins.length; start += BATCH) {
		const answer = (await partner.callAPI({
			operation: 'getItemOffersBatch',
			endpoint: 'productPricing',
			body: {
				requests: asins.slice(start, start + BATCH).map((asin) => ({
					uri: `/products/pricing/v0/items/${asin}/offers`,
					method: 'GET',
					MarketplaceId: marketplaceOf('JP').marketplaceId,
					ItemCondition: 'New',
					CustomerType: 'Consumer',
				})),
			},
		} as never)) as { responses: Array<{ status: { statusCode: number } }> };
		fresh += answer.responses.filter(({ status }) => status.statusCode === 200).length;
	}
	return fresh;
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
