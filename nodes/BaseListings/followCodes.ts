import type { IExecuteFunctions } from 'n8n-workflow';
import type { Listing } from '../../lib/listing/listing';
import { readPattern } from '../../lib/n8n/parameters/patternParameter';
import { carryMarks } from '../../lib/shop/codes/carryMarks';
import { noteLostCodes } from '../../lib/shop/codes/noteLostCodes';
import type { Reading } from './readListings';

/** Follows codes that changed: marks go along to the product that is named now, and a code that names none is told. */
export async function followCodes(
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

export function readItemPattern(context: IExecuteFunctions): RegExp | undefined {
	const { pattern } = context.getNodeParameter('options', 0, {}) as { pattern?: string };
	return readPattern(pattern);
}
