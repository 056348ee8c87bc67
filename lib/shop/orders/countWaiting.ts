import type { Ledger } from '../../ledger/ledger';
import { isUntold } from '../../orders/telling';

/** Counts the orders that the owner has to hear of and that a run did not take. @param taken the orders of the run */
export async function countWaiting(
	{ orders }: Pick<Ledger, 'orders'>,
	account: string,
	taken: ReadonlyArray<{ key: string }>,
): Promise<number> {
	const { notes } = await orders.read(account);
	const keys = new Set(taken.map(({ key }) => key));
	return Object.entries(notes).filter(([key, note]) => isUntold(note) && !keys.has(key)).length;
}
