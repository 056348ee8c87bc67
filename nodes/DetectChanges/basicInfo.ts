import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { compareBasicInfo } from '../../lib/changes/basicInfo';
import { findTrusted } from '../../lib/changes/guards/identity';
import type { ItemParts, ItemResult } from '../../lib/n8n/items/parts/itemParts';
import { addParts, readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { findDoubt } from '../../lib/n8n/items/recognition';

/**
 * Adds `info_change` and, for the report, a `result` to items that come from TTL Cache Read and Catalog
 * Items. It decides nothing about the shop.
 */
export const compareInfo = (context: IExecuteFunctions): INodeExecutionData[][] => [
	context.getInputData().map((item, index) => addParts(item, index, compareItem(item))),
];

function compareItem(item: INodeExecutionData): Pick<ItemParts, 'info_change' | 'result'> {
	const doubt = findDoubt(item);
	if (doubt !== null) {
		return { info_change: null, result: { action: 'none', edits: {}, error: doubt.code } };
	}
	const now = readPart(item, 'basic_info');
	if (!now) return { info_change: null, result: explainMissing(item) };
	const cached = readPart(item, 'cached') ?? null;
	const listing = readListing(item);
	const trusted = listing ? findTrusted(cached, listing) : (cached?.identity ?? null);
	const change = compareBasicInfo(cached, now, trusted);
	const action = change.drift ? 'drifted' : change.kinds.length > 0 ? 'refreshed' : 'none';
	const notes = change.drift ? [change.drift, ...change.lines] : change.lines;
	return { info_change: change, result: { action, edits: {}, error: null, notes } };
}

/** "Not found" is an answer from Amazon; anything else means that there was no answer. */
function explainMissing(item: INodeExecutionData): ItemResult {
	const catalog = readPart(item, 'catalog');
	if (!catalog) {
		throw new Error(
			'Amazonの商品情報がありません。このノードの前に SP-API Catalog Items を置いてください。',
		);
	}
	const action = catalog.status === 'not_found' ? 'gone' : 'unknown';
	return { action, edits: {}, error: catalog.reason ?? '応答なし' };
}
