import { calmShop, type Circumstances } from '../../../changes/situation';
import { editKinds } from '../../../changes/decision';
import type { Ledger } from '../../../ledger/ledger';
import { findMassFalls, findSoldFalls } from '../../../ledger/stockFalls';
import type { Wave } from '../../../ledger/stops/waves';

/** Too many cuts or shows within hours wait for the owner: 10, or half the listings. */
const MOST_MOVES = 10;
/**
 * So many stocks may fall to 0 within hours before the owner is asked: 10, or 1 in 100. Falls that an order explains
 * are not counted.
 */
const MOST_FALLS = 10;

/**
 * Reads the circumstances of a shop as a whole, as they are now.
 * @param account empty if no shop is known yet
 */
export async function readCircumstances(
	{ waves, lists, brakes, sales }: Pick<Ledger, 'waves' | 'lists' | 'brakes' | 'sales'>,
	account: string,
): Promise<Circumstances> {
	if (account === '') return calmShop;
	const [recent, list, brake, known] = await Promise.all([
		waves.recent(account),
		lists.get(account),
		brakes.get(account),
		sales.read(account),
	]);
	const limit = Math.max(MOST_MOVES, Math.floor((list?.count ?? 0) / 2));
	const mostFalls = Math.max(MOST_FALLS, Math.floor((list?.visible ?? 0) / 100));
	const falls = list?.falls ?? {};
	const sold = findSoldFalls(falls, known?.orders ?? []);
	const rest = Object.fromEntries(Object.entries(falls).filter(([name]) => !sold.has(name)));
	return {
		isBraked: brake !== null,
		waves: countWaves(limit, recent),
		falls: { limit: mostFalls, together: findMassFalls(rest, mostFalls), sold },
	};
}

/** Finds the kinds of which too many edits were made. @param made by the caller, and not among the recent ones */
export function countWaves(
	limit: number,
	recent: ReadonlyMap<string, Wave>,
	made: ReadonlyMap<string, Wave> = new Map(),
): Circumstances['waves'] {
	const count = (kind: string) => (recent.get(kind)?.counted ?? 0) + (made.get(kind)?.counted ?? 0);
	return { limit, reached: editKinds.filter((kind) => count(kind) >= limit) };
}
