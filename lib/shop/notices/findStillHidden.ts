import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';
import { overrideOf } from '../../listing/pricing/overrideOf';
import { findLastFirst } from '../jobs/itemsOfRun';

/**
 * Finds the goods that stay hidden after closed days: no sync knows a product of Amazon's for them, or the owner
 * took them out, so only the owner's release shows them again.
 */
export async function findStillHidden(
	{ brakes, journal, items, rules }: Pick<Ledger, 'brakes' | 'journal' | 'items' | 'rules'>,
	account: string,
	run: string,
): Promise<NewNotice[]> {
	const brake = await brakes.last(account);
	if (!brake || (await brakes.get(account))) return [];
	const entries = await Promise.all(brake.runs.map(async (past) => await journal.ofRun(past)));
	const ofItems = (await rules.ruling(account))?.values.items ?? {};
	const own = findLastFirst(entries.flat(), account).filter(
		(entry) => entry.asin === '' || overrideOf(ofItems, entry).neverTouch === true,
	);
	const ours = new Set(own.map(({ item_id }) => item_id));
	if (ours.size === 0) return [];
	const shop = await items.read(account);
	const hidden = shop?.listings.filter(({ item_id, visible }) => ours.has(item_id) && !visible);
	// Without a whole list since, the journal alone tells.
	const count = hidden?.length ?? ours.size;
	const key = `still hidden ${brake.runs.at(-1)}`;
	return count === 0 ? [] : [{ key, kind: 'still_hidden', item: null, run, facts: { count } }];
}
