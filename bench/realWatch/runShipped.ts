import { runWorkflow, type EngineRun } from '../../test/support/n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from '../../test/support/shopWorld';
import type { Simulator } from '../../simulator/start';

/**
 * Runs the shipped workflow of sync and watch once.
 * @param startNode its trigger
 * @throws Error if it ends with one
 */
export async function runShipped(simulator: Simulator, startNode: string): Promise<EngineRun> {
	const settings = { dry_run: false, ...chatworkOf(simulator) };
	const done = await runWorkflow(shippedWorkflow('price-stock-sync.json', settings), {
		...{ credentials: credentialsFor(simulator), startNode },
	});
	if (done.error) throw new Error(done.error);
	return done;
}
