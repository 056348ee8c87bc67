import { waitFor } from '../realN8n/machine/waiting';
import { publish } from '../realN8n/n8n/pages';
import type { Stage } from '../realN8n/n8n/stage';
import { nodeOf, type WorkflowFile } from '../realN8n/n8n/workflows';
import { everyMinute } from './handMade';

/** Workflows that n8n runs by itself: of those it keeps nothing, unlike of one run by hand. */

const LONGEST_MS = Number(process.env.BENCH_MS ?? 1_800_000);

/** The shipped sync with a schedule of a minute, so that nobody waits three hours. */
export function onceAMinute(workflow: WorkflowFile): WorkflowFile {
	const copy = structuredClone(workflow);
	nodeOf(copy, '定期実行').parameters.rule = everyMinute;
	return copy;
}

/** Publishes a workflow, and takes it back once it has begun: one run is enough. */
export async function runOnce(stage: Stage, id: string, hasBegun: () => boolean): Promise<void> {
	await publish(stage.api, id);
	await until(hasBegun, `${id} begins`);
	await stage.api.post(`/workflows/${id}/deactivate`, {});
}

/** As long as the longest measure of one workflow may take. */
export const until = async (hasHappened: () => boolean, what: string): Promise<void> =>
	await waitFor(what, hasHappened, LONGEST_MS);
