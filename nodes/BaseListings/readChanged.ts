import { isYounger } from '../../lib/listing/age';
import { getClock } from '../../lib/n8n/clock';
import { logWarning } from '../../lib/n8n/log';
import { AccountRefusedError, ShopError } from '../../lib/shop/errors';
import { readListChanges } from '../../lib/shop/readListChanges';
import { followCodes } from './followCodes';
import type { ReadListings, Reading } from './readListings';

export type Read = (reading: Reading) => Promise<ReadListings>;

/** Reads only what changed since the last whole list, if there is one that is young enough. */
const getChanged =
	(readWhole: Read): Read =>
	async (reading) => {
		const { context, client, account, data } = reading;
		const signal = context.getExecutionCancelSignal();
		const { now } = getClock();
		const onPage = () => signal?.throwIfAborted();
		const { items } = data.ledger;
		const shop = await readListChanges({ client, account, items, now, onPage });
		if (shop === null) return await readWhole(reading);
		const { listings } = shop;
		await followCodes(reading, listings);
		return { ...{ listings, unreadable: [], failures: [], trouble: null }, isWhole: false };
	};

/** As old as the stored list may be for a watch that can't read another one, ms. */
const OLDEST_STORED_MS = 24 * 3_600_000;

/**
 * Reads what changed; while BASE's list is in trouble, the stored one is enough for a watch: what Amazon sold out must
 * not stay on sale meanwhile, and the gate looks at each item before it edits it.
 */
export const getChangedOrStored =
	(readWhole: Read): Read =>
	async (reading) => {
		try {
			return await getChanged(readWhole)(reading);
		} catch (error) {
			if (!(error instanceof ShopError) || error instanceof AccountRefusedError) throw error;
			const shop = await reading.data.ledger.items.read(reading.account);
			if (!shop || !isYounger(shop.read_at, OLDEST_STORED_MS, getClock().now())) throw error;
			logWarning(
				reading.context,
				`BASE Listings: the stored list of ${reading.account} is used (${error.code})`,
			);
			const { listings } = shop;
			return { ...{ listings, unreadable: [], failures: [], trouble: null }, isWhole: false };
		}
	};
