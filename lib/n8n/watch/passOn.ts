import type { INodeExecutionData } from 'n8n-workflow';
import type { CacheDocument } from '../../cache/document';
import { sameOffer } from '../../cache/offerFromDocument';
import type { Run } from '../../ledger/runs/run';
import type { ShopData } from '../../shop/shopData';
import type { ProvenOffer } from '../../spApi/offers/provenOffers';
import { judgeLook } from '../../spApi/offers/screen';
import { getClock } from '../clock';
import { addParts } from '../items/items';
import { writeItems } from '../items/write/writeItems';
import type { WritableGroup } from '../items/write/makeItemPatch';

/** A confirmed product, with what was known of it before. */
export interface Confirmed {
	asin: string;
	/** The items that sell it. */
	items: readonly INodeExecutionData[];
	cached: CacheDocument | undefined;
	answer: ProvenOffer;
	/** Its last answer never reached the shop or its owner. */
	isOwed: boolean;
}

const GROUPS: ReadonlySet<WritableGroup> = new Set(['price_stock', 'screen']);

/**
 * Stores the answers from which nothing follows, and returns the items of all others: a loop of thousands would
 * otherwise carry, and n8n record, what nobody needs to see.
 * @throws Error if an answer can't be stored
 */
export async function passOn(
	confirmed: readonly Confirmed[],
	run: Run,
	{ cache }: ShopData,
): Promise<INodeExecutionData[]> {
	// The sync may have stored, and acted on, another answer since this slice began.
	const latest = await cache.read(confirmed.map(({ asin }) => asin));
	const isNews = ({ asin, cached, answer: { offer }, isOwed }: Confirmed) => {
		const known = latest.get(asin);
		const isOvertaken = known?.price_updated_at !== cached?.price_updated_at;
		const isOdd = offer.witness?.verdict === 'contradicts';
		return isOwed || isOdd || isOvertaken || !sameOffer(known, offer);
	};
	const [news, same] = [confirmed.filter(isNews), confirmed.filter((each) => !isNews(each))];
	const toWrite = same.map((each) => {
		const [item] = complete(each, run);
		return { asin: each.asin, json: item!.json, isLive: run.dry_run === false };
	});
	const outcomes = await writeItems(cache, toWrite, GROUPS, getClock().timestamp());
	const failed = outcomes.find((outcome) => outcome?.ok === false);
	if (failed?.ok === false) throw failed.error;
	return news.flatMap((each) => complete(each, run));
}

/** Items may be changed further on, and documents are shared with the store. */
function complete(
	{ asin, items, cached, answer: { offer, look } }: Confirmed,
	run: Run,
): INodeExecutionData[] {
	const known = cached?.screen?.fingerprint;
	const screen = judgeLook(look.fingerprint, known, look.seenAt);
	return items.map((item, index) =>
		addParts(item, index, {
			...{ run, asin, offer, cached: cached ? structuredClone(cached) : null },
			...(look.fingerprint === null ? {} : { screen }),
		}),
	);
}
