import type { Ledger } from '../ledger/ledger';
import { LEASE_MS } from '../ledger/runs/run';

/**
 * Shows that a run is alive; called with each chunk or item of its work.
 * @param kept data that is safe although the run ends here, for the owner
 * @throws Error if another run has taken its place: this one must stop
 */
export async function keepLease(
	{ leases }: Pick<Ledger, 'leases'>,
	{ id, lease }: { id: string; lease: string },
	kept: string,
): Promise<void> {
	if (await leases.renew(lease, id, LEASE_MS)) return;
	if ((await leases.current(lease)) === null) return;
	throw new Error(`同じ処理の別の実行が始まったため、この実行 (${id}) を止めました。${kept}`);
}
