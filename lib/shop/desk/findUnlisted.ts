import type { Ledger } from '../../ledger/ledger';
import { readListed, type ListedTitles } from './readTitles';

/**
 * Returns the numbers that no item of the shop has, by its last list; null if there are none, or there is no list.
 * An item that could not be read is in the shop all the same.
 */
export async function findUnlisted(
	ledger: Pick<Ledger, 'items' | 'lists'>,
	account: string,
	numbers: readonly number[],
): Promise<{ numbers: number[]; listed: ListedTitles } | null> {
	const listed = numbers.length === 0 ? null : await readListed(ledger, account);
	if (!listed) return null;
	const record = await ledger.lists.get(account);
	const unreadable = new Set(
		Object.values(record?.told_unreadable ?? {}).flatMap((keys) =>
			keys.map((key) => key.split('/')[0]),
		),
	);
	const unlisted = numbers.filter(
		(number) => !listed.titles.has(String(number)) && !unreadable.has(String(number)),
	);
	return unlisted.length === 0 ? null : { numbers: unlisted, listed };
}
