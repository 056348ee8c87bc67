import type { IExecuteFunctions } from 'n8n-workflow';
import type { Listing } from '../../lib/listing/listing';
import { readPattern } from '../../lib/n8n/parameters/patternParameter';
import { getClock } from '../../lib/n8n/clock';
import { carryMarks } from '../../lib/shop/codes/carryMarks';
import { noteLostCodes } from '../../lib/shop/codes/noteLostCodes';
import { readListChanges } from '../../lib/shop/readListChanges';
import { wantsSlices } from './wantsSlices';
import { getAll, getById, type Reading, type ReadListings } from './readListings';

export type Read = (reading: Reading) => Promise<ReadListings>;

/** Keeps the items that were read in the store, so that other workflows need not ask the shop again. */
const keeping =
	(read: Read): Read =>
	async (reading) => {
		const found = await read(reading);
		const { context, data, account } = reading;
		const { items } = data.ledger;
		if (found.isWhole) await items.accept(account, found.listings, readItemPattern(context));
		else for (const listing of found.listings) await items.note(listing);
		await followCodes(reading, found.listings);
		return found;
	};

/** Follows codes that changed: marks go along to the product that is named now, and a code that names none is told. */
async function followCodes(
	{ context, data, account }: Reading,
	now: readonly Listing[],
): Promise<void> {
	const before = await data.ledger.items.readUnfollowed(account);
	if (before.length === 0) return;
	const pattern = readItemPattern(context);
	await carryMarks(before, now, pattern, data.cache);
	await noteLostCodes(account, { before, now }, pattern, data.ledger.notices);
	const changed = new Set(before.map(({ item_id }) => item_id));
	await data.ledger.items.noteFollowed(now.filter(({ item_id }) => changed.has(item_id)));
}

function readItemPattern(context: IExecuteFunctions): RegExp | undefined {
	const { pattern } = context.getNodeParameter('options', 0, {}) as { pattern?: string };
	return readPattern(pattern);
}

/** Reads only what changed since the last whole list, if there is one that is young enough. */
const getChanged: Read = async (reading) => {
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

const readWhole = keeping(getAll);

/** By operation. */
export const readers: Record<string, Read> = {
	getAll: async (reading) => await (wantsSlices(reading.context) ? getChanged : readWhole)(reading),
	getById: keeping(getById),
};
