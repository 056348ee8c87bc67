import type { INode, IWorkflowBase } from 'n8n-workflow';
import { runWorkflow, type EngineRun } from './n8nEngine';
import { shippedWorkflow } from './shopWorld';
import type { SyncStory } from './syncStory';

/** The trigger of the watch in price-stock-sync.json. */
export const WATCH_TRIGGER = '見張りの時刻';

/**
 * The shipped workflow for a run of its watch that is over once each item had its look, instead of after ten
 * minutes. The shop's rules decide whether it is a dry run.
 */
export function shippedWatch(settings: Record<string, unknown> = {}): IWorkflowBase {
	const workflow = shippedWorkflow('price-stock-sync.json', { dry_run: false, ...settings });
	const node = workflow.nodes.find(({ name }) => name === '動きを調べる')!;
	node.parameters.useIdleQuota = false;
	return workflow;
}

/**
 * One run of the shipped watch, as the schedule does it.
 * @param change changes nodes, as a person does in the editor
 */
export async function watchOnce(
	{ credentials }: Pick<SyncStory, 'credentials'>,
	change: (nodes: INode[]) => void = () => undefined,
): Promise<EngineRun> {
	const workflow = shippedWatch();
	change(workflow.nodes);
	const run = await runWorkflow(workflow, { credentials, startNode: WATCH_TRIGGER });
	expect(run.error).toBeUndefined();
	return run;
}
