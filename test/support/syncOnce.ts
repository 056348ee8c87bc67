import type { INode } from 'n8n-workflow';
import type { Simulator } from '../../simulator/start';
import { runWorkflow, type Credentials, type EngineRun } from './n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from './shopWorld';

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
	/** Changes nodes, as a person does in the editor. */
	change?: (nodes: INode[]) => void;
}

/** One live run of the shipped sync, on schedule or by hand. */
export async function syncOnce(
	simulator: Simulator,
	credentials: Credentials,
	{ byHand = false, settings = {}, change = () => undefined }: SyncOptions = {},
): Promise<SyncOnce> {
	simulator.counters.reset();
	simulator.messages.clear();
	const workflow = shippedWorkflow('price-stock-sync.json', {
		dry_run: false,
		...askForAll,
		...chatworkOf(simulator),
		...settings,
	});
	change(workflow.nodes);
	const run = await runWorkflow(workflow, {
		credentials,
		startNode: byHand ? '手動で実行' : '定期実行',
		mode: byHand ? 'manual' : 'trigger',
	});
	return {
		run,
		message: simulator.messages.list()[0]?.body ?? '',
		report: run.output('変動レポート')[0],
	};
}
