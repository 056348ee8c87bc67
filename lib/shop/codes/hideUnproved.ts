import { overrideOf } from '../../listing/pricing/overrideOf';
import type { Listing } from '../../listing/listing';
import type { Job, JobResult, JobShop } from '../jobs/job';
import { readShopRules } from '../runs/shopRules';

/** An item that is about to get another code. */
export interface Recoding {
	/** The product that it is about to be; empty if its code will name none. */
	asin: string;
	/** The product that it has been; empty if its code names none. */
	oldAsin: string;
	/** The item as the shop shows it. */
	listing: Listing;
	/** Number of the run, for the journal. */
	run: string;
}

/**
 * Hides an item on sale before it becomes a product that nobody would put on sale at its price now: it may be sold
 * out, dearer, or unknown. The next sync shows it at the price of the new product.
 * @returns how the hide failed; null if the code may be written
 */
export async function hideUnproved(
	{ asin, oldAsin, listing, run }: Recoding,
	{ shop, job }: { shop: JobShop; job: Job },
): Promise<JobResult | null> {
	if (!listing.visible || asin === '') return null;
	const { values } = await readShopRules(shop.data.ledger.rules, shop.account);
	if (overrideOf(values.items, listing).neverTouch) return null;
	const hidden = { ...listing, visible: false };
	const show = { asin, run, listing: hidden, edits: { visible: true }, why: [] };
	const { held, offerFetchedAt } = await job.check({ ...show, writer: 'run', isLooked: true });
	if (held.length === 0 && offerFetchedAt !== null) return null;
	const hide = { asin: oldAsin, run, listing, edits: { visible: false }, why: [WHY] };
	const result = await job.send({ ...hide, writer: 'owner', isLooked: true });
	const isHidden = result.action === 'updated' || result.action === 'none';
	return isHidden ? null : result;
}

const WHY = '新しい商品コードの商品を今の価格で販売してよいか分からないため、先に非公開にします';
