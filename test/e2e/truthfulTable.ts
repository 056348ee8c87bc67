import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { readProducts } from '../../lib/shop/tables/readProducts';
import type { Stage } from '../../realN8n/n8n/stage';
import type { Stored } from '../support/stored';

/** One line of the table `products`, or what the store holds for it, as a text. */
type Line = string;

/** The products that the store holds, with what a person looks for in the table. */
async function listStore(cache: Stored): Promise<Line[]> {
	const ports = { data: { cache, ledger: cache }, now: Date.now };
	const lists = await Promise.all(
		(await cache.items.accounts()).map(async (account) => await readProducts(account, ports)),
	);
	return lists
		.flatMap((list) => list?.products ?? [])
		.map(({ asin, listing: { account, item_id, price, visible }, offer }) =>
			[account, item_id, asin, price, visible, offer.price, offer.status].join(' '),
		)
		.sort();
}

async function listTable(stage: Stage): Promise<Line[]> {
	const rows = await stage.readTable('products');
	return rows
		.map(({ account, item_id, asin, base_price, base_visible, ...amazon }) =>
			[
				...[account, item_id, asin, base_price, Boolean(base_visible)],
				...[amazon.amazon_price_jpy, amazon.amazon_in_stock],
			].join(' '),
		)
		.sort();
}

const TRIES = 3;

/**
 * Holds the table `products` of n8n against the store, once tables.json has run. A schedule may write to the store
 * between the two, so both are read again if they differ.
 */
export async function expectTruthfulTable(stage: Stage, cache: Stored): Promise<void> {
	for (let tries = 1; ; tries++) {
		const shown = await listTable(stage);
		const stored = await listStore(cache);
		if (tries < TRIES && !isDeepStrictEqual(shown, stored)) continue;
		// Not jest's own: the script of the screenshots closes a story too.
		assert.deepEqual(shown, stored);
		return;
	}
}
