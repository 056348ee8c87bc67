import type { IExecuteFunctions } from 'n8n-workflow';
import type { SlicePorts, Lane } from '../../freshness/workSlice';
import type { Sight } from '../../freshness/looks';
import { priorities } from '../../quota/limiter';
import type { SpApiClient } from '../../spApi/client';
import { rateLimits, type SpApiOperation } from '../../spApi/limits';
import { fetchOnce } from '../../spApi/offers/getOffers';
import {
	proveReadings,
	type DatedLook,
	type ProvenOffer,
	type ProvenOffersOptions,
} from '../../spApi/offers/provenOffers';
import { judgeLook, lookOnce } from '../../spApi/offers/screen';
import { sleep } from '../clock';

export const operationOf: Readonly<Record<Lane, SpApiOperation>> = {
	look: 'getCompetitivePricing',
	batch: 'getItemOffersBatch',
	single: 'getItemOffers',
};

/** ASINs that one call of each lane carries. */
export const laneSizes: Readonly<Record<Lane, number>> = {
	look: rateLimits.getCompetitivePricing.asinsPerCall,
	batch: rateLimits.getItemOffersBatch.asinsPerCall,
	single: rateLimits.getItemOffers.asinsPerCall,
};

export interface LanesOptions {
	context: IExecuteFunctions;
	client: SpApiClient;
	/** Milliseconds since 1970. */
	now: () => number;
	offers: Omit<ProvenOffersOptions, 'client' | 'looks' | 'priority' | 'signal'>;
	/** Returns the fingerprint of an ASIN's last confirmation. */
	confirmedOf: (asin: string) => string | undefined;
	onLook: (asin: string, sight: Sight, look: DatedLook | null) => void;
	onOffer: (asin: string, offer: ProvenOffer) => void;
}

/** The three lanes of a slice at Amazon, each at the pace of its own quota. */
export function openLanes(options: LanesOptions): SlicePorts {
	const { context, client, now, offers, confirmedOf } = options;
	const stop = context.getExecutionCancelSignal();
	const untilStop = (signal: AbortSignal) => (stop ? AbortSignal.any([signal, stop]) : signal);
	const looks = new Map<string, DatedLook>();
	const { marketplace, timestamp } = offers;
	return {
		now,
		sleep: async (ms, signal) => await sleep(ms, untilStop(signal)),
		turn: async (lane, isUrgent, signal) =>
			await client.turn(operationOf[lane], {
				priority: isUrgent ? priorities.urgent : priorities.idle,
				signal: untilStop(signal),
			}),
		intervalOf: (lane) => client.intervalOf(operationOf[lane]),
		look: async (asins) => {
			const answered = await lookOnce(asins, { client, marketplace, signal: stop });
			const seenAt = timestamp();
			return new Map(
				asins.map((asin): [string, Sight] => {
					const look = answered?.get(asin);
					if (look) looks.set(asin, { ...look, seenAt });
					const sight = look
						? judgeLook(look.fingerprint, confirmedOf(asin), seenAt).outcome
						: null;
					options.onLook(asin, sight, looks.get(asin) ?? null);
					return [asin, sight];
				}),
			);
		},
		confirm: async (lane, asins, isUrgent) => {
			const priority = isUrgent ? priorities.urgent : priorities.idle;
			const asking = { ...offers, client, signal: stop, priority };
			const readings = await fetchOnce(lane, asins, asking);
			const proven = await proveReadings(readings, looks, asking);
			for (const [asin, offer] of proven) options.onOffer(asin, offer);
		},
	};
}
