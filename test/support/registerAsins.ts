import { runWorkflow, type EngineRun } from './n8nEngine';
import { chatworkOf, submittedForm } from './shopWorld';
import type { SyncStory } from './syncStory';

/** Sends the form of new products, as an owner who has them registered. */
export async function registerAsins(
	{ simulator, credentials }: Pick<SyncStory, 'simulator' | 'credentials'>,
	asins: readonly string[],
): Promise<EngineRun> {
	const answers = { todo: '登録する', asins: asins.join(' ') };
	const form = submittedForm('register-products.json', answers, chatworkOf(simulator));
	return await runWorkflow(form.workflow, { credentials, startNode: form.startNode });
}
