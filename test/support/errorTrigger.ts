import type { EngineRun } from './n8nEngine';
import { runWorkflow, type Credentials } from './n8nEngine';
import { shippedWorkflow } from './shopWorld';

const NODE = 'エラー発生時';

/** What n8n hands to the Error Trigger about a failed execution of price-stock-sync.json. */
export const failureOf = (run: EngineRun, executionId: string) => ({
	workflow: { id: 'priceStockSync01', name: '価格・在庫の同期' },
	execution: {
		id: executionId,
		lastNodeExecuted: run.lastNode,
		error: { message: run.error },
	},
});

/** Runs the error branch of the shipped sync, and gives what Run Guard Failed put out. */
export async function reportFailure(
	item: object,
	credentials: Credentials,
): Promise<Record<string, unknown>> {
	const workflow = shippedWorkflow('price-stock-sync.json');
	const trigger = workflow.nodes.find(({ name }) => name === NODE)!;
	trigger.type = 'test.items';
	trigger.parameters = { items: JSON.stringify([item]) };
	const run = await runWorkflow(workflow, {
		...{ credentials, mode: 'error', startNode: NODE },
	});
	if (run.error !== undefined) throw new Error(run.error);
	return run.output('止まったときの知らせ')[0]!;
}
