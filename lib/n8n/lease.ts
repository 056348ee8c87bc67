import type { INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../ledger/ledger';
import type { Progress } from '../ledger/runs/leases';
import { countItems, LEASE_MS, type Run } from '../ledger/runs/run';
import { leasedRunPart } from './items/write/writtenParts';

/**
 * Shows that a run is alive; called with each chunk or item of its work.
 * @param kept data that is safe although the run ends here, for the owner
 * @param work items done since the last call, and all items of the run; absent = not counted
 * @throws Error if another run has taken its place: this one must stop
 */
export async function keepLease(
	{ leases }: Pick<Ledger, 'leases'>,
	{ id, lease }: { id: string; lease: string },
	kept: string,
	work?: Progress,
): Promise<void> {
	if (await leases.renew(lease, id, LEASE_MS, work)) return;
	if ((await leases.current(lease)) === null) return;
	throw new Error(`同じ処理の別の実行が始まったため、この実行 (${id}) を止めました。${kept}`);
}

/**
 * Shows with each chunk that its run is alive, and how far it is; a run that another one has replaced must
 * not continue.
 * @param kept as for `keepLease`
 */
export async function keepLeases(
	ledger: Pick<Ledger, 'leases'>,
	chunk: readonly INodeExecutionData[],
	kept: string,
): Promise<void> {
	const runs = chunk.flatMap(({ json }) => leasedRunPart.safeParse(json.run).data ?? []);
	for (const ofRun of Map.groupBy(runs, ({ lease }) => lease).values()) {
		const run = ofRun.at(-1)!;
		// A watch goes on for as long as its interval, however many items moved.
		const total = run.task === 'watch' ? null : countItems(run);
		const work = total === null ? undefined : { done: ofRun.length, total };
		await keepLease(ledger, run, kept, work);
	}
}

const RENEW_MS = 2 * 60_000;

/** Renews the lease of a run while it waits: Amazon's outages are waited out for longer than a lease lives. @returns what ends it */
export function keepRenewing(
	{ leases }: Pick<Ledger, 'leases'>,
	{ id, lease }: Pick<Run, 'id' | 'lease'>,
): () => void {
	if (lease === null) return () => undefined;
	const timer = setInterval(() => {
		// A store that is gone for a moment shows at the slice's end.
		void leases.renew(lease, id, LEASE_MS).catch(() => undefined);
	}, RENEW_MS).unref();
	return () => clearInterval(timer);
}
