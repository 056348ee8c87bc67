import type { INodeExecutionData } from 'n8n-workflow';
import type { ItemParts } from '../../../lib/n8n/items/parts/itemParts';
import { readPart } from '../../../lib/n8n/items/items';
import { isOnlyScreened } from '../../../lib/n8n/items/onlyScreened';
import { readRun } from '../../../lib/n8n/items/run';
import type { ProvenOffer } from '../../../lib/spApi/offers/provenOffers';
import { judgeLook } from '../../../lib/spApi/offers/screen';

/** A watch has confirmed what it passes on, and a sync has asked about it. */
export function isAnswered(item: INodeExecutionData): boolean {
	const offer = readPart(item, 'offer');
	const run = readRun(item);
	if (run && item.json.asked_in === run.id) return true;
	// Blocked goods come off sale without asking Amazon.
	if (run?.task === 'watch' && isOnlyScreened(item)) return true;
	if (!offer || !run || offer.source === 'cache') return false;
	return Date.parse(offer.fetched_at) >= Date.parse(run.started_at);
}

/**
 * The witness of an offer also counts as a screening, so the watch need not screen the same state again.
 */
export function screenBeside(
	item: INodeExecutionData,
	look: ProvenOffer['look'] | undefined,
): Partial<Pick<ItemParts, 'screen'>> {
	if (!look?.fingerprint) return {};
	const confirmed = readPart(item, 'cached')?.screen?.fingerprint;
	return { screen: judgeLook(look.fingerprint, confirmed, look.seenAt) };
}
