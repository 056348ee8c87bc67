import { join } from 'node:path';
import type { Simulator } from '../../simulator/start';
import { runWorkflow, type Credentials, type EngineRun } from './n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from './shopWorld';
import { openFolder } from './stored';

export interface SyncOnce {
	run: EngineRun;
	/** What Chatwork was told by this run, the first message; '' = nothing. */
	message: string;
	/** What was said of the run as a whole; undefined where it did not come so far. */
	report: Record<string, unknown> | undefined;
}

export interface SyncOptions {
	/** Started by a person in the editor, and not on schedule. */
	byHand?: boolean;
	/** Values of the workflow's 設定 that differ from a live run's. */
	settings?: Record<string, unknown>;
}

/**
 * One live run of the shipped sync, on schedule or by hand. After a run that ended with an error it
 * gives the lease back, as if ten minutes had passed.
 */
export async function syncOnce(
	simulator: Simulator,
	credentials: Credentials,
	{ byHand = false, settings = {} }: SyncOptions = {},
): Promise<SyncOnce> {
	simulator.counters.reset();
	simulator.messages.clear();
	const workflow = shippedWorkflow('price-stock-sync.json', {
		dry_run: false,
		...askForAll,
		...chatworkOf(simulator),
		...settings,
	});
	const run = await runWorkflow(workflow, {
		credentials,
		startNode: byHand ? '手動で実行' : '3時間ごと',
		mode: byHand ? 'manual' : 'trigger',
	});
	if (run.error !== undefined) await giveLeaseBack(run);
	return {
		run,
		message: simulator.messages.list()[0]?.body ?? '',
		report: run.output('変動レポート')[0],
	};
}

async function giveLeaseBack(run: EngineRun): Promise<void> {
	const { id, lease } = run.output('実行の開始')[0]?.run as { id: string; lease: string };
	const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
	const cache = openFolder({ folder, now: Date.now });
	await cache.leases.release(lease, id);
	await cache.close();
}
