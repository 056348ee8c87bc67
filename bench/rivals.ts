import { getProvenOffers } from '../lib/spApi/offers/provenOffers';
import { findMarketplace } from '../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../lib/listing/offerFilter';
import { startSimulator, type Simulator } from '../simulator/start';
import { rounded, type Figure, type Measure } from './figure';
import { quickClient } from './quickClient';
import { amazonSpApiLoop, spApiSdkLoop } from './rivalClients';

/** Real speed: the rivals' own waits are fixed in their code and could not be made shorter alike. */
const SPEED = 1;
const ITEMS = 200;

interface Run {
	seconds: number;
	calls: number;
	throttled: number;
	fresh: number;
}

const contestants: Array<[string, (simulator: Simulator) => Promise<number>]> = [
	['ours', ours],
	['amazon_sp_api', amazonSpApiLoop],
	['sp_api_sdk', spApiSdkLoop],
];

/** The same items from the same simulator at Amazon's real quotas, one client after the other. */
export const measureRivals: Measure = async (say) => {
	const results = new Map<string, Run>();
	for (const [name, fetchAll] of contestants) {
		say(`${name}: ${ITEMS} items at real speed`);
		results.set(name, await runOne(fetchAll));
	}
	const base = results.get('ours')!;
	return [...results].flatMap(([name, run]) => figuresOf(name, run, base));
};

async function runOne(fetchAll: (simulator: Simulator) => Promise<number>): Promise<Run> {
	const simulator = await startSimulator({ products: ITEMS, plain: true, speed: SPEED });
	try {
		const startedAt = performance.now();
		const fresh = await fetchAll(simulator);
		const seconds = (performance.now() - startedAt) / 1000;
		const counts = (['getItemOffersBatch', 'getItemOffers'] as const).map((operation) =>
			simulator.counters.of('amazon', operation),
		);
		const sum = (of: 'calls' | 'throttled') => counts.reduce((total, each) => total + each[of], 0);
		return { seconds, calls: sum('calls'), throttled: sum('throttled'), fresh };
	} finally {
		await simulator.stop();
	}
}

function figuresOf(name: string, run: Run, base: Run): Figure[] {
	const id = name === 'ours' ? 'ours' : `rival_${name}`;
	const how = `${ITEMS} items at real speed: ${run.fresh} fresh in ${rounded(run.seconds)} s, ${run.calls} calls`;
	const elapsed: Figure = {
		id: `${id}_elapsed`,
		value: rounded(run.seconds / base.seconds),
		unit: '',
		bound: null,
		against: "this package's own elapsed time",
		how,
	};
	const rejected: Figure = {
		id: `${id}_rejected`,
		value: run.throttled,
		unit: 'calls',
		bound: name === 'ours' ? 0 : null,
		against: `all its ${run.calls} calls`,
		how: "the simulator's own count of 429 answers",
	};
	return [elapsed, rejected];
}

/** Both operations side by side, as the shipped workflow draws them. */
async function ours(simulator: Simulator): Promise<number> {
	const offers = await getProvenOffers([...simulator.world.products.keys()], {
		client: quickClient(simulator, SPEED),
		marketplace: findMarketplace('JP'),
		filter: defaultOfferFilter,
		lanes: { batch: true, single: true },
		timestamp: () => new Date().toISOString(),
		knownOf: () => ({
			isOnSale: true,
			wasConfirmed: true,
			contradictedSince: null,
			addsRisk: () => false,
		}),
	});
	return [...offers.values()].filter(({ offer: { status } }) => status !== 'unknown').length;
}
