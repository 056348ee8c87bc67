import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { getClock } from '../../lib/n8n/clock';
import { addParts } from '../../lib/n8n/items/items';
import { readAskedAsins } from '../../lib/n8n/parameters/asinParameter';
import { makeProgressTeller } from '../../lib/n8n/progress';
import { priorities } from '../../lib/quota/limiter';
import { openClient } from '../../lib/spApi/account';
import { screenAndConfirm } from '../../lib/spApi/offers/confirmMoved';
import { judgeLook } from '../../lib/spApi/offers/screen';
import { readOfferRules } from '../../lib/n8n/parameters/rules/filterOptions';
import { knownBefore } from './knownBefore';
import { findUndelivered, findFingerprints } from './screenTargets';
import { openAccount } from './openAccount';

/**
 * Adds `screen` to every item: whether the Buy Box looks as it did when last confirmed. With Confirm What
 * Moved on, items that moved, or whose last answer never reached the shop, get their `offer` too.
 */
export async function screenItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = readAskedAsins(context);
	const account = await openAccount(context);
	const { retries } = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const client = openClient(account, retries);
	const { timestamp } = getClock();
	const { filter, owedYen, cutRules } = await readOfferRules(context, context.getInputData());
	const confirmed = findFingerprints(items);
	const { looks, screenedAt, offers } = await screenAndConfirm(confirmed, {
		...{ client, marketplace: account.marketplace, timestamp, priority: priorities.urgent },
		filter,
		lanes: { batch: true, single: true },
		signal: context.getExecutionCancelSignal(),
		knownOf: knownBefore(items, cutRules),
		confirms: context.getNodeParameter('confirmMoved', 0, true) === true,
		undelivered: await findUndelivered(context, items, owedYen),
		onProgress: makeProgressTeller(context, confirmed.size),
	});
	const { calls, rejected } = client.counts;
	const endedAt = timestamp();
	return items.map(({ item, index, asin: given }, position) => {
		const asin = given ?? '';
		const fingerprint = looks.get(asin)?.fingerprint ?? null;
		const offer = offers.get(asin);
		return addParts(item, index, {
			screen: judgeLook(
				fingerprint,
				given === null ? null : confirmed.get(asin),
				screenedAt.get(asin) ?? endedAt,
			),
			...(offer ? { offer } : {}),
			...(position === 0 ? { fetch: { calls, rejected } } : {}),
		});
	});
}
