import type { Ledger } from '../../ledger/ledger';

/**
 * Finds the shops whose rule book is live, each with the time when the ruling version was saved,
 * milliseconds since 1970.
 */
export async function findLiveShops(
	{ rules }: Pick<Ledger, 'rules'>,
	accounts: Iterable<string>,
): Promise<Map<string, number>> {
	const live = new Map<string, number>();
	for (const account of new Set(accounts)) {
		const ruling = account === '' ? null : await rules.ruling(account);
		if (ruling?.values.live) live.set(account, Date.parse(ruling.saved_at));
	}
	return live;
}
