import type { INodeExecutionData } from 'n8n-workflow';
import { composeTitle } from '../../lib/listing/listing';
import { formatYen } from '../../lib/listing/money';
import type { ItemResult } from '../../lib/n8n/items/parts/itemParts';
import { readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { readRun } from '../../lib/n8n/items/run';
import { isItemAction } from '../../lib/report/itemAction';
import { offerLine, type JobItem } from '../../lib/report/job/jobMessage';

/** Reads an item of any job, as its report shows it. */
export function readJobItem(item: INodeExecutionData): JobItem {
	const result = readPart(item, 'result');
	const listing = readListing(item);
	const info = readPart(item, 'basic_info');
	return {
		asin: typeof item.json.asin === 'string' ? item.json.asin : '',
		title: result?.title ?? (listing && composeTitle(listing)) ?? info?.title_ja ?? '',
		item_id: result?.item_id ?? listing?.item_id ?? null,
		action: readAction(item, result),
		image: info?.images?.[0] ?? null,
		lines: composeLines(item, result),
	};
}

function readAction(item: INodeExecutionData, result: ItemResult | undefined): JobItem['action'] {
	if (isItemAction(result?.action)) return result.action;
	if (!result && typeof item.json.error === 'string') return 'failed';
	const review = readPart(item, 'review');
	const isDry = readRun(item)?.dry_run !== false;
	if (review?.adopt) return isDry ? 'dry_run' : 'adopted';
	if (review?.accept_identity) return isDry ? 'dry_run' : 'accepted';
	return result ? 'none' : 'listed';
}

function composeLines(item: INodeExecutionData, result: ItemResult | undefined): string[] {
	const lines: string[] = [];
	if (result?.images) {
		const price = result.price === undefined ? '' : `${formatYen(result.price)}、`;
		lines.push(`${price}画像 ${result.images}枚`);
	}
	lines.push(...(result?.notes ?? []));
	if (result?.error) lines.push(result.error);
	else if (result && !result.images) {
		lines.push(...(readPart(item, 'decision')?.why ?? []).slice(0, 4));
	}
	if (!result && typeof item.json.error === 'string') lines.push(item.json.error);
	const offer = readPart(item, 'offer');
	if (!result && offer) lines.push(offerLine(offer));
	return lines;
}
