import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../lib/cache/document';
import { amazonAccountOf } from '../../lib/n8n/amazonAccount';
import { clockOf } from '../../lib/n8n/clock';
import { partOf, withPart } from '../../lib/n8n/items';
import { openClient } from '../../lib/spApi/account';
import { getFingerprints, screeningOf } from '../../lib/spApi/screen';
import { progressTeller } from '../../lib/n8n/progress';
import { readAsins } from '../../lib/n8n/asinParameter';

/** Every item with its `screen`: whether the Buy Box looks as it did when last confirmed. */
export async function screenItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = readAsins(context);
	const asins = [...new Set(items.flatMap(({ asin }) => (asin === null ? [] : [asin])))];
	const account = await amazonAccountOf(context);
	const options = context.getNodeParameter('options', 0, {}) as { retries?: number };
	const client = openClient(account, options.retries);
	const fingerprints = await getFingerprints(asins, {
		client,
		marketplace: account.marketplace,
		signal: context.getExecutionCancelSignal(),
		onProgress: progressTeller(context, asins.length),
	});
	const screenedAt = clockOf(context).timestamp();
	const fetch = { calls: client.counts.calls, rejected: client.counts.rejected };
	return items.map(({ item, index, asin }, position) => {
		const confirmed = partOf<CacheDocument>(item, 'cached')?.screen?.fingerprint;
		const fingerprint = asin === null ? null : (fingerprints.get(asin) ?? null);
		return withPart(item, index, {
			screen: screeningOf(fingerprint, confirmed, screenedAt),
			...(position === 0 ? { fetch } : {}),
		});
	});
}
