import type { WorkflowFile, WorkflowNode } from '../realN8n/n8n/workflows';

/** Workflows as somebody would build them from n8n's own nodes, to measure ours against. */

/** @param more fields beside the parameters, such as `retryOnFail`. */
export const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: Record<string, unknown>,
	more: Record<string, unknown> = {},
): WorkflowNode => ({
	id: `hand-made-${name}`,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
	...more,
});

export const everyMinute = { interval: [{ field: 'minutes', minutesInterval: 1 }] };

export const schedule = (): WorkflowNode =>
	node('start', 'scheduleTrigger', 1.4, { rule: everyMinute });

const to = (name: string) => [{ node: name, type: 'main', index: 0 }];

/**
 * @param paths rows of node names that follow each other by their first outputs.
 * @param loop its node's two outputs: where it ends, and where each round begins.
 */
export function handMade(
	id: string,
	nodes: WorkflowNode[],
	paths: readonly string[][],
	loop: { name: string; done: string; round: string },
): WorkflowFile {
	const connections: Record<string, unknown> = {
		[loop.name]: { main: [to(loop.done), to(loop.round)] },
	};
	for (const path of paths) {
		path.slice(0, -1).forEach((name, index) => {
			connections[name] = { main: [to(path[index + 1]!)] };
		});
	}
	const settings = {
		executionOrder: 'v1',
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
	};
	return { id, name: id, active: false, nodes, connections, settings };
}
