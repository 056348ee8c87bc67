import type { SpApiClient } from '../client';
import { SpApiCredentialError, SpApiError, SpApiRequestError } from '../errors';
import { askThroughQuotas, type QuotaShareOptions } from '../shareQuotas';
import { rateLimits } from '../limits';
import type { Marketplace } from '../marketplaces';
import { parseCatalogItems, type BasicInfo, type CatalogAnswer } from './parseCatalogItem';

export interface CatalogOptions extends Omit<QuotaShareOptions, 'client'> {
	client: SpApiClient;
	marketplace: Marketplace;
}

export type CatalogOutcome =
	| { kind: 'found'; info: BasicInfo }
	/** Amazon knows no such product in this marketplace. */
	| { kind: 'not_found' }
	/** No answer: nothing is known. */
	| { kind: 'failed'; reason: string };

const OPERATION = 'searchCatalogItems';

/**
 * Fetches the basic information of every ASIN, 20 per answer. ASINs must be well-formed: a malformed one
 * fails Amazon's whole answer.
 */
export async function getCatalogItems(
	asins: readonly string[],
	options: CatalogOptions,
): Promise<Map<string, CatalogOutcome>> {
	const outcomes = new Map<string, CatalogOutcome>();
	const ask = async (taken: string[]): Promise<void> => {
		try {
			const json = await options.client.send(OPERATION, requestFor(taken, options), options);
			const answer = parseCatalogItems(json, options.marketplace);
			for (const asin of taken) outcomes.set(asin, judgeAnswer(asin, answer));
		} catch (error) {
			if (!(error instanceof SpApiError) || error instanceof SpApiCredentialError) throw error;
			if (error instanceof SpApiRequestError && taken.length > 1) {
				await askInHalves(taken);
				return;
			}
			for (const asin of taken) outcomes.set(asin, { kind: 'failed', reason: error.message });
		}
	};
	const askInHalves = async (taken: string[]) => {
		const middle = Math.ceil(taken.length / 2);
		for (const half of [taken.slice(0, middle), taken.slice(middle)]) {
			await options.client.turn(OPERATION, options);
			await ask(half);
		}
	};
	const { asinsPerCall } = rateLimits[OPERATION];
	await askThroughQuotas(asins, [{ operation: OPERATION, size: asinsPerCall, ask }], options);
	return outcomes;
}

const requestFor = (asins: string[], { marketplace }: CatalogOptions) => ({
	method: 'GET' as const,
	path: '/catalog/2022-04-01/items',
	query: {
		identifiers: asins,
		identifiersType: 'ASIN',
		marketplaceIds: [marketplace.marketplaceId],
		includedData: ['summaries', 'images', 'attributes', 'productTypes'],
		locale: marketplace.locale,
		// Amazon's default of 10 would leave half of the answer on a second page.
		pageSize: asins.length,
	},
});

/**
 * If the ASIN is missing from a whole and readable answer, Amazon does not know it; from any other answer
 * nothing follows.
 */
function judgeAnswer(asin: string, answer: CatalogAnswer | null): CatalogOutcome {
	if (!answer) return failed('Amazonの応答を読めません');
	const item = answer.items.get(asin);
	if (item) return 'reason' in item ? failed(item.reason) : { kind: 'found', info: item };
	const [unnamed] = answer.unnamed;
	if (unnamed !== undefined) return failed(`この商品かもしれない応答を読めません (${unnamed})`);
	return answer.isComplete ? { kind: 'not_found' } : failed('Amazonの応答が途中までしかありません');
}

const failed = (found: string): CatalogOutcome => ({
	kind: 'failed',
	reason: `${found}。次の実行で調べ直します`,
});
