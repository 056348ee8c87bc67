import { runWorkflow, type EngineRun } from './n8nEngine';
import { chatworkOf, submittedForm } from './shopWorld';
import type { SyncStory } from './syncStory';

/** Runs a shipped workflow that begins with a form, as if the owner had sent these answers. */
export async function submitForm(
	{ simulator, credentials }: Pick<SyncStory, 'simulator' | 'credentials'>,
	file: string,
	answers: Record<string, string>,
): Promise<EngineRun> {
	const { workflow, startNode } = submittedForm(file, answers, chatworkOf(simulator));
	const run = await runWorkflow(workflow, { credentials, startNode });
	expect(run.error).toBeUndefined();
	return run;
}
