import type { INode } from 'n8n-workflow';
import { runWorkflow, type EngineRun } from './n8nEngine';
import { shippedWorkflow } from './shopWorld';
import type { SyncStory } from './syncStory';

/**
 * One run of the shipped price-watch.json, as the schedule does it.
 * @param change changes nodes, as a person does in the editor
 */
export async function watchOnce(
	{ credentials }: Pick<SyncStory, 'credentials'>,
	change: (nodes: INode[]) => void = () => undefined,
): Promise<EngineRun> {
	const workflow = shippedWorkflow('price-watch.json');
	change(workflow.nodes);
	const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
	expect(run.error).toBeUndefined();
	return run;
}
