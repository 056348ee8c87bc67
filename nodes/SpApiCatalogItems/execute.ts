import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readAmazonAccount } from '../../lib/n8n/connections/amazonAccount';
import {
	describeMalformedAsin,
	readAskedAsins,
	type AsinItem,
} from '../../lib/n8n/parameters/asinParameter';
import { keepNames } from '../../lib/cache/applyPatch';
import { getClock } from '../../lib/n8n/clock';
import { runAsNode } from '../../lib/n8n/errors';
import { addParts, readPart } from '../../lib/n8n/items/items';
import { makeProgressTeller } from '../../lib/n8n/progress';
import { openClient } from '../../lib/spApi/account';
import { getCatalogItems, type CatalogOutcome } from '../../lib/spApi/catalog/getCatalogItems';

interface CatalogParameters {
	retries?: number;
	splitUnknown?: boolean;
}

/** Returns every item with `basic_info`, or with the reason for its absence in `catalog`. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await runAsNode(context, async () => {
		const options = context.getNodeParameter('options', 0, {}) as CatalogParameters;
		const items = readAskedAsins(context);
		const asins = [...new Set(items.flatMap(({ asin }) => (asin === null ? [] : [asin])))];
		const account = await readAmazonAccount(context);
		const client = openClient(account, options.retries);
		const outcomes = await getCatalogItems(asins, {
			client,
			marketplace: account.marketplace,
			signal: context.getExecutionCancelSignal(),
			onProgress: makeProgressTeller(context, asins.length),
		});
		const fetchedAt = getClock().timestamp();
		const fetch = { calls: client.counts.calls, rejected: client.counts.rejected };
		const found: INodeExecutionData[] = [];
		const unknown: INodeExecutionData[] = [];
		items.forEach((entry, position) => {
			const outcome = entry.asin === null ? undefined : outcomes.get(entry.asin);
			const item = addParts(entry.item, entry.index, {
				asin: entry.asin ?? entry.given,
				...describeOutcome(entry, outcome, fetchedAt),
				...(position === 0 ? { fetch } : {}),
			});
			(options.splitUnknown && outcome?.kind !== 'found' ? unknown : found).push(item);
		});
		return options.splitUnknown ? [found, unknown] : [found];
	});
}

function describeOutcome(
	{ given, item }: AsinItem,
	outcome: CatalogOutcome | undefined,
	fetchedAt: string,
): Record<string, unknown> {
	switch (outcome?.kind) {
		case 'found':
			return {
				basic_info: {
					...keepNames(outcome.info, readPart(item, 'cached') ?? null),
					fetched_at: fetchedAt,
				},
				catalog: { status: 'found', reason: null },
			};
		case 'not_found':
			return { catalog: { status: 'not_found', reason: 'Amazonにこの商品がありません' } };
		case 'failed':
			return { catalog: { status: 'failed', reason: outcome.reason } };
		case undefined:
			return { catalog: { status: 'malformed', reason: describeMalformedAsin(given) } };
	}
}
