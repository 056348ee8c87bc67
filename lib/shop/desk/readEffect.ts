import type { Ledger } from '../../ledger/ledger';
import type { DeskShop } from './openShop';

/** When a yes of the owner's takes effect: runs write nothing while they are dry, paused or braked. */
export type Effect = 'next_run' | 'after_live' | 'after_stop';

/** Reads when a yes takes effect in a shop. */
export async function readEffect(
	{ account, values, isDryBySettings }: Pick<DeskShop, 'account' | 'values' | 'isDryBySettings'>,
	{ pauses, brakes }: Pick<Ledger, 'pauses' | 'brakes'>,
): Promise<Effect> {
	if (!values.live || isDryBySettings) return 'after_live';
	const [pause, brake] = await Promise.all([pauses.get(account), brakes.get(account)]);
	return pause || brake ? 'after_stop' : 'next_run';
}
