import { findMarketplace } from '../lib/spApi/marketplaces';
import { defaultOfferFilter } from '../lib/listing/offerFilter';
import { getProvenOffers } from '../lib/spApi/offers/provenOffers';
import { lookAt } from '../lib/spApi/offers/screen';
import { startSimulator, type Simulator } from '../simulator/start';
import { rounded, type Figure, type Measure } from './figure';
import { quickClient } from './quickClient';

const SPEED = 5;
const ITEMS = 600;

/** Seconds between two calls of an operation at real speed. */
const intervals = { getItemOffersBatch: 10, getItemOffers: 2, getCompetitivePricing: 2 };

type Operation = keyof typeof intervals;

/** First to last call of an operation over what its quota alone would take for as many calls. */
function spanOverQuota(simulator: Simulator, operation: Operation): number {
	const { calls, first, last } = simulator.counters.of('amazon', operation);
	const bound = ((calls - 1) * intervals[operation] * 1000) / SPEED;
	return ((last ?? 0) - (first ?? 0)) / bound;
}

const throttledCalls = ({ counters }: Simulator): number =>
	(Object.keys(intervals) as Operation[]).reduce(
		(sum, operation) => sum + counters.of('amazon', operation).throttled,
		0,
	);

/** The pace over real HTTP against the quota's own. */
export const measureFetching: Measure = async (say) => {
	const simulator = await startSimulator({ products: ITEMS, speed: SPEED, tokenSpeed: 1 });
	try {
		const asins = [...simulator.world.products.keys()];
		const figures: Figure[] = [];
		say(`confirming ${ITEMS} items at ${SPEED} times the quota's speed`);
		await getProvenOffers(asins, {
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
		const spans = (['getItemOffersBatch', 'getItemOffers'] as const).map((operation) =>
			spanOverQuota(simulator, operation),
		);
		figures.push({
			id: 'fetch_full_over_quota',
			value: rounded(Math.max(...spans)),
			unit: '',
			bound: 1.02,
			against: "the quota's own time for as many calls",
			how: `${ITEMS} items, both operations and their witness, first to last call, speed ${SPEED}`,
		});
		const refusedBefore = throttledCalls(simulator);
		// The witness has drawn the quota of screening as well.
		simulator.counters.reset();
		say(`screening ${ITEMS} items`);
		await lookAt(asins, {
			client: quickClient(simulator, SPEED),
			marketplace: findMarketplace('JP'),
		});
		figures.push({
			id: 'fetch_screen_over_quota',
			value: rounded(spanOverQuota(simulator, 'getCompetitivePricing')),
			unit: '',
			bound: 1.02,
			against: "the quota's own time for as many calls",
			how: `${ITEMS} items, first to last call, speed ${SPEED}`,
		});
		figures.push({
			id: 'fetch_rejected_calls',
			value: refusedBefore + throttledCalls(simulator),
			unit: 'calls',
			bound: 0,
			against: 'all calls of the two measures above',
			how: "the simulator's own count of 429 answers",
		});
		return figures;
	} finally {
		await simulator.stop();
	}
};
