import type { IExecuteFunctions } from 'n8n-workflow';
import { isUndelivered, limitUndelivered } from '../../lib/changes/undelivered';
import { isResting } from '../../lib/listing/gone';
import { getClock } from '../../lib/n8n/clock';
import { readPart } from '../../lib/n8n/items/items';
import { readListing } from '../../lib/n8n/items/readListing';
import { findDoubt } from '../../lib/n8n/items/recognition';
import { isDryRun, readRun } from '../../lib/n8n/items/run';
import { findAccount } from '../../lib/n8n/parameters/rules/rulesFrom';
import { openShopData } from '../../lib/n8n/connections/openShopData';
import { readNoted } from '../../lib/shop/notices/readNoted';
import type { AsinItem } from '../../lib/n8n/parameters/asinParameter';

/**
 * Returns the fingerprint of each ASIN to screen. It leaves out those that only the sync asks about: to
 * identify them, or once a day to see whether they are back.
 */
export function findFingerprints(items: readonly AsinItem[]): Map<string, string | undefined> {
	const now = getClock().now();
	const fingerprints = new Map<string, string | undefined>();
	for (const { asin, item } of items) {
		const cached = readPart(item, 'cached');
		const isLeftOut = findDoubt(item) !== null || isResting(cached?.gone, now);
		if (asin !== null && !isLeftOut) fingerprints.set(asin, cached?.screen?.fingerprint);
	}
	return fingerprints;
}

/**
 * Returns the items whose last answer never reached the shop; none in a dry run.
 * @param thresholdYen the smallest difference that the owner is told
 */
export async function findUndelivered(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
	thresholdYen: number,
): Promise<ReadonlySet<string>> {
	const noted = await findNoted(context, items);
	// n8n keeps the node's context for one execution, over all rounds of a loop.
	const memory = context.getContext('node') as { undelivered?: number };
	const now = getClock().now();
	const found = items.flatMap(({ asin, item }) => {
		const listing = readListing(item);
		const cached = readPart(item, 'cached');
		if (asin === null || isDryRun(item) || !listing || !cached) return [];
		const isNoted = noted.has(asin);
		return isUndelivered(listing, cached, { thresholdYen, isNoted, now }) ? [asin] : [];
	});
	const listings = readRun(items[0]?.item)?.total ?? items.length;
	const before = memory.undelivered ?? 0;
	const taken = limitUndelivered(found, before, listings);
	memory.undelivered = before + taken.length;
	return new Set(taken);
}

/** Returns the ASINs that a message yet to come is about. */
async function findNoted(
	context: IExecuteFunctions,
	items: readonly AsinItem[],
): Promise<ReadonlySet<string>> {
	const account = findAccount(items.map(({ item }) => item));
	if (context.getNodeParameter('rulesFrom', 0, 'here') !== 'book' || account === '')
		return new Set();
	return await readNoted((await openShopData(context)).ledger, account);
}
