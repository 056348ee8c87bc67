import { followCodes, readItemPattern } from './followCodes';
import { getChangedOrStored, type Read } from './readChanged';
import { getAll, getById } from './readListings';
import { wantsSlices } from './makeRounds';

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

const readWhole = keeping(getAll);
const readChanged = getChangedOrStored(readWhole);

/** By operation. */
export const readers: Record<string, Read> = {
	getAll: async (reading) =>
		await (wantsSlices(reading.context) ? readChanged : readWhole)(reading),
	getById: keeping(getById),
};
