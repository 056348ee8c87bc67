import type { Listing } from '../../listing/listing';
import { ItemGoneError, QuotaExceededError } from '../errors';
import type { Deletion } from '../gate/deletion';
import type { Job, JobResult, JobShop, JobStep } from '../jobs/job';
import { findDeadWood, type DeadItem } from './findDeadWood';

export interface DeletingPorts {
	shop: JobShop;
	job: Job;
	/** Deletes an item for good, through the gate. */
	remove: (deletion: Deletion) => Promise<void>;
	/** Number of the run, for the journal. */
	run: string;
	isDry: boolean;
}

/** One look, one deletion. */
const CALLS = 2;

/**
 * Deletes items that the owner chose from the list of what Amazon has not sold for long. Each must still be in that
 * list, hidden, with the codes that it had there, and without an order of the last days.
 */
export async function* deleteDead(
	itemIds: readonly number[],
	ports: DeletingPorts,
): AsyncIterable<JobStep> {
	const { account, data, now } = ports.shop;
	const deadWood = await findDeadWood(account, { data, now: now() });
	const dead = new Map(deadWood?.items.map((item) => [item.listing.item_id, item]));
	const orders = (await data.ledger.sales.read(account))?.orders ?? [];
	const ordered = new Set(orders.flatMap(({ sold }) => sold.map(({ itemId }) => itemId)));
	for (const itemId of new Set(itemIds)) {
		const item = dead.get(itemId);
		if (item) yield await deleteOne(item, ordered.has(itemId), ports);
		else {
			const listing = { ...unseen, account, item_id: itemId };
			const result = refuse('売り切れが続く商品ではなくなったため、削除しません');
			yield { asin: null, listing, edits: {}, why: [result.error!], result };
		}
	}
}

async function deleteOne(
	{ listing, asins }: DeadItem,
	isOrdered: boolean,
	ports: DeletingPorts,
): Promise<JobStep> {
	const { shop, job, run, isDry, remove } = ports;
	const asin = asins[0]!;
	const why = [`BASEから削除 (商品コード「${listing.identifier}」)`];
	const result = await job.attempt({}, async (): Promise<JobResult> => {
		if (isOrdered) return refuse('最近の注文があるため、削除しません');
		if (!(await shop.budget.take(CALLS, 'adds_risk'))) {
			const error = 'BASEの呼び出し回数の残りがないため、後でもう一度実行してください';
			return { action: 'deferred', edits: {}, error };
		}
		try {
			const shown = await shop.client.getItem(listing.item_id);
			if (shown.visible) return refuse('公開中の商品のため、削除しません');
			if (listCodes(shown) !== listCodes(listing)) {
				return refuse('商品コードがその後変わったため、削除しません');
			}
			if (isDry) return { action: 'dry_run', edits: {}, error: null };
			await remove({ account: shop.account, listing: shown, asin, run, why });
			return { action: 'updated', edits: {}, error: null };
		} catch (error) {
			if (error instanceof QuotaExceededError) await shop.budget.exhausted(error.window);
			if (!(error instanceof ItemGoneError)) throw error;
			return { action: 'none', edits: {}, error: 'すでに削除されています' };
		}
	});
	return { asin, listing, edits: {}, why: [result.error ?? why[0]!], result };
}

/** Names all codes of an item: a row that came since may sell a product that lives. */
const listCodes = ({ identifier, variations }: Listing): string =>
	JSON.stringify([identifier, ...variations.map((row) => row.identifier).sort()]);

const refuse = (error: string): JobResult => ({ action: 'failed', edits: {}, error });

const unseen: Omit<Listing, 'account' | 'item_id'> = {
	...{ title: '', price: 0, visible: false, stock: 0, identifier: '', variation_count: 0 },
	...{ variations: [], modified: null, read_at: '' },
};
