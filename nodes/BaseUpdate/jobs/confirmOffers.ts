import type { IExecuteFunctions } from 'n8n-workflow';
import { offerWrite } from '../../../lib/cache/patchFromOffer';
import { wasConfirmed } from '../../../lib/changes/guards/current';
import { getClock } from '../../../lib/n8n/clock';
import {
	AMAZON_CREDENTIAL,
	readOwnAmazonAccount,
} from '../../../lib/n8n/connections/amazonAccount';
import { priorities } from '../../../lib/quota/limiter';
import { readShopRules } from '../../../lib/shop/runs/shopRules';
import type { ConfirmOffers } from '../../../lib/shop/jobs/job';
import type { ShopData } from '../../../lib/shop/shopData';
import { openClient } from '../../../lib/spApi/account';
import { getProvenOffers } from '../../../lib/spApi/offers/provenOffers';

/**
 * Opens the way to ask Amazon anew for a job that puts items back on sale. null without the credential: then the
 * job puts back only what the cache knows well enough.
 */
export async function openConfirmOffers(
	context: IExecuteFunctions,
	data: ShopData,
	account: string,
): Promise<ConfirmOffers | null> {
	if (context.getNode().credentials?.[AMAZON_CREDENTIAL] === undefined) return null;
	const amazon = await readOwnAmazonAccount(context, data.ledger);
	const client = openClient(amazon);
	const { timestamp } = getClock();
	return async (asins) => {
		const { filter } = (await readShopRules(data.ledger.rules, account)).values;
		const known = await data.cache.read([...asins]);
		const offers = await getProvenOffers(asins, {
			...{ client, filter, timestamp, marketplace: amazon.marketplace },
			...{ lanes: { batch: true, single: true }, priority: priorities.urgent },
			signal: context.getExecutionCancelSignal(),
			knownOf: (asin) => ({
				...{ isOnSale: true, addsRisk: () => true },
				// A code that Amazon never knew may be the owner's own: it is not gone.
				wasConfirmed: wasConfirmed(known.get(asin) ?? {}),
				contradictedSince: known.get(asin)?.contradicted_since ?? null,
			}),
		});
		await data.cache.write(
			[...offers].flatMap(([asin, { offer }]) => offerWrite(asin, offer) ?? []),
		);
	};
}
