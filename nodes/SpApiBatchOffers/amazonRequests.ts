import type { IExecuteFunctions } from 'n8n-workflow';
import type { Recognition } from '../../lib/listing/memory';
import { getClock } from '../../lib/n8n/clock';
import { openAccount } from './openAccount';
import { makeProgressTeller } from '../../lib/n8n/progress';
import { priorities } from '../../lib/quota/limiter';
import { openClient, type SpApiAccount } from '../../lib/spApi/account';
import { recogniseListings, type Doubtful } from '../../lib/spApi/catalog/recogniseListings';
import type { SpApiClient } from '../../lib/spApi/client';
import type { KnownBefore } from '../../lib/spApi/offers/proof';
import { getProvenOffers, type ProvenOffer } from '../../lib/spApi/offers/provenOffers';
import type { AsinItem } from '../../lib/n8n/parameters/asinParameter';
import { readOfferRules, type OfferRules } from '../../lib/n8n/parameters/rules/filterOptions';
import { knownBefore } from './knownBefore';

export interface RequestParameters {
	priority?: keyof typeof priorities;
	retries?: number;
}

/** One client for all requests of a node; none if there are no requests. */
export class AmazonRequests {
	private opened?: { client: SpApiClient; account: SpApiAccount };
	private rules?: OfferRules;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly options: RequestParameters,
	) {}

	counts(): object {
		const counts = this.opened?.client.counts;
		return { calls: counts?.calls ?? {}, rejected: counts?.rejected ?? 0 };
	}

	async recognise(doubtful: readonly Doubtful[]): Promise<Array<Recognition | null>> {
		if (doubtful.length === 0) return [];
		const { now, timestamp } = getClock();
		return await recogniseListings(doubtful, { ...(await this.request()), now, timestamp });
	}

	/** @param items all that are about these ASINs: they tell what is known of them */
	async getOffers(asins: string[], items: readonly AsinItem[]): Promise<Map<string, ProvenOffer>> {
		if (asins.length === 0) return new Map();
		const { context } = this;
		const useSingle = context.getNodeParameter('useSingle', 0, true) as boolean;
		const { filter } = await this.readRules();
		return await getProvenOffers(asins, {
			...(await this.request()),
			filter,
			lanes: { batch: true, single: useSingle },
			timestamp: getClock().timestamp,
			knownOf: await this.readKnown(items),
			onProgress: makeProgressTeller(context, asins.length),
		});
	}

	/** Returns what is known of each ASIN before it is asked about. */
	async readKnown(items: readonly AsinItem[]): Promise<(asin: string) => KnownBefore> {
		return knownBefore(items, (await this.readRules()).cutRules);
	}

	async readRules(): Promise<OfferRules> {
		return (this.rules ??= await readOfferRules(this.context, this.context.getInputData()));
	}

	private async request() {
		if (!this.opened) {
			const account = await openAccount(this.context);
			this.opened = { account, client: openClient(account, this.options.retries) };
		}
		const { client, account } = this.opened;
		return {
			client,
			marketplace: account.marketplace,
			priority: priorities[this.options.priority ?? 'routine'],
			signal: this.context.getExecutionCancelSignal(),
		};
	}
}
