import type { INodeExecutionData } from 'n8n-workflow';
import type { RunItem } from '../../report/summary';
import type { CachedFacts } from '../../changes/situation';
import { judgeDeath } from '../../listing/gone';
import { composeTitle, type Listing } from '../../listing/listing';
import { isConfirmed, type Offer } from '../../listing/offer';
import { newItem, readPart } from './items';
import { readListing } from './readListing';
import { findDoubt } from './recognition';
import type { Run } from '../../ledger/runs/run';
import { readRun } from './run';

/** A RunItem as it travels, with the information about the run that the report needs. */
export type SlimItem = RunItem & {
	run?: Run;
	/** The rule's fault, for the owner; absent if it has none. */
	rule_problem?: string;
	/** Set if another rule than the shop's decided. */
	beside_book?: true;
	/** The action for a mirror of the products; null if nothing it shows has changed. */
	mirror: 'insert' | 'update' | null;
};

/**
 * Reduces an item at the end of the loop: thousands of them wait for the report, so texts and images are
 * dropped.
 */
export function makeSlimItem(item: INodeExecutionData, index: number): INodeExecutionData {
	return newItem(slimDown(item), index);
}

/** Returns a slim item unchanged, and slims a full one from a workflow without the loop's last node. */
export const readSlimItem = (item: INodeExecutionData): SlimItem =>
	'offer_status' in item.json ? (item.json as object as SlimItem) : slimDown(item);

export function slimDown(item: INodeExecutionData): SlimItem {
	const listing = readListing(item);
	const offer = readPart(item, 'offer');
	const cached = readPart(item, 'cached');
	const decision = readPart(item, 'decision');
	const fetch = readPart(item, 'fetch');
	const result = readResult(item);
	const run = readRun(item);
	return {
		asin: String(item.json.asin ?? ''),
		title: listing ? composeTitle(listing) : '',
		account: listing?.account ?? run?.account ?? '',
		item_id: listing?.item_id ?? null,
		offer_status: offer?.status ?? null,
		offer_source: offer?.source ?? null,
		offer_price: offer?.price ?? null,
		offer_reason: offer?.reason ?? null,
		price_updated_at:
			offer && isConfirmed(offer) ? offer.fetched_at : (cached?.price_updated_at ?? null),
		death: offer ? judgeDeath(cached?.gone, offer) : null,
		...unrecognisedParts(item),
		shop_price: listing?.price ?? null,
		shop_visible: listing?.visible ?? null,
		...rowParts(listing, result),
		change: readPart(item, 'change') ?? null,
		decision: decision
			? {
					desired: decision.desired,
					edits: decision.edits,
					kinds: decision.kinds,
					held: decision.held,
					held_moves: decision.held_moves,
					why: decision.why,
					floor: decision.floor,
					stop: decision.stop ?? null,
					...(decision.block ? { block: decision.block } : {}),
				}
			: null,
		result,
		calls: fetch?.calls ?? {},
		rejected: fetch?.rejected ?? 0,
		mirror: judgeMirror(cached, offer, result),
		...(typeof item.json.rule_problem === 'string' ? { rule_problem: item.json.rule_problem } : {}),
		...(typeof item.json.own_problem === 'string' ? { own_problem: item.json.own_problem } : {}),
		...(item.json.beside_book === true ? { beside_book: true as const } : {}),
		...(run ? { run } : {}),
	};
}

function readResult(item: INodeExecutionData): RunItem['result'] {
	const result = readPart(item, 'result');
	return result ? { ...result, edits: result.edits ?? {} } : null;
}

/** It is news if the last run had not reported the same. */
function unrecognisedParts(
	item: INodeExecutionData,
): Pick<RunItem, 'unrecognised' | 'unrecognised_is_news'> {
	const doubt = findDoubt(item);
	const before = doubt?.memory.recognition;
	const isAnswered = readPart(item, 'recognition') !== undefined;
	return {
		unrecognised: doubt?.code ?? null,
		unrecognised_is_news: isAnswered && doubt !== null && before?.title !== doubt.listing.title,
	};
}

function rowParts(
	listing: Listing | undefined,
	result: RunItem['result'],
): Pick<RunItem, 'row' | 'rows'> {
	if (!listing) return {};
	const { variation } = listing;
	const row = variation && {
		row: { variation_id: variation.variation_id, stock: variation.stock },
	};
	const stocks = result?.edits.row_stocks;
	if (!stocks) return { ...row };
	const rows = listing.variations
		.filter(({ variation_id }) => stocks[variation_id] !== undefined)
		.map(({ variation_id, title, stock }) => ({ variation_id, title, stock }));
	return { ...row, rows };
}

function judgeMirror(
	cached: CachedFacts | undefined,
	offer: Offer | undefined,
	result: RunItem['result'],
): SlimItem['mirror'] {
	if (!offer || !isConfirmed(offer)) return null;
	if (cached?.price_updated_at == null) return 'insert';
	const isSame = cached.price === offer.price && cached.in_stock === (offer.status === 'in_stock');
	return isSame && result?.action !== 'updated' ? null : 'update';
}
