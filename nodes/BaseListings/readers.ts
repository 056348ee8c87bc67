import type { IExecuteFunctions } from 'n8n-workflow';
import { readPattern } from '../../lib/n8n/parameters/patternParameter';
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
		return found;
	};

function readItemPattern(context: IExecuteFunctions): RegExp | undefined {
	const { pattern } = context.getNodeParameter('options', 0, {}) as { pattern?: string };
	return readPattern(pattern);
}

/** By operation. */
export const readers: Record<string, Read> = {
	getAll: keeping(getAll),
	getById: keeping(getById),
};
