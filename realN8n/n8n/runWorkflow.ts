import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../machine/failure';
import { parseFlatted } from './flatted';
import type { N8nApi } from './n8nApi';

/** What one node put out in one of its rounds. */
export interface NodeRound {
	/** `outputs[output][item]`: the JSON of each item. */
	outputs: Array<Array<Record<string, unknown>>>;
	milliseconds: number;
	error: string | null;
}

export interface WorkflowRun {
	id: string;
	/** n8n's word: success, error, canceled, crashed. */
	status: string;
	/** By node name; a node that never ran is not in it. */
	nodes: Map<string, NodeRound[]>;
	milliseconds: number;
	/** Where and why it stopped; null where it did not. */
	error: { node: string; message: string } | null;
}

interface RawRound {
	data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
	executionTime?: number;
	error?: { message?: string; description?: string | null };
}

interface RawResult {
	resultData?: {
		runData?: Record<string, RawRound[]>;
		lastNodeExecuted?: string;
		error?: { message?: string; description?: string | null; node?: { name?: string } };
	};
}

interface RawExecution {
	id: string;
	status: string;
	startedAt: string;
	stoppedAt?: string | null;
	/** In `flatted`'s format. */
	data?: string;
}

const unfinished = new Set(['new', 'running', 'waiting', 'unknown']);
const askMs = 250;

/** Older versions take the workflow itself from the editor. */
const WANTS_WORKFLOW = /reading 'id'/;

/** Presses the Execute button. @returns the execution's id. */
export async function startWorkflow(
	api: N8nApi,
	workflowId: string,
	trigger: string,
): Promise<string> {
	const path = `/workflows/${workflowId}/run`;
	const body = { triggerToStartFrom: { name: trigger } };
	const press = async (further: object = {}) =>
		await api.post<{ executionId: string }>(path, { ...body, ...further });
	const answer = await press().catch(async (error: unknown) => {
		if (!(error instanceof Failure) || !WANTS_WORKFLOW.test(error.message)) throw error;
		return await press({ workflowData: await api.get(`/workflows/${workflowId}`) });
	});
	return answer.executionId;
}

/** Waits for the end of an execution. @throws Failure after `timeoutMs`. */
export async function followExecution(
	api: N8nApi,
	executionId: string,
	timeoutMs = 600_000,
): Promise<WorkflowRun> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const execution = await readExecution(api, executionId);
		if (execution && !unfinished.has(execution.status)) return toRun(execution);
		if (Date.now() > deadline) {
			throw new Failure(`The run ${executionId} did not end within ${timeoutMs / 1000} s`);
		}
		await sleep(askMs);
	}
}

/** null while n8n can't read it: 2.20 fails until its first data is saved. */
async function readExecution(api: N8nApi, executionId: string): Promise<RawExecution | null> {
	return await api.get<RawExecution>(`/executions/${executionId}`).catch((error: unknown) => {
		if (error instanceof Failure && error.message.includes("(reading 'resultData')")) return null;
		throw error;
	});
}

/** Runs a workflow by its manual trigger and waits for the end. */
export async function runWorkflow(
	api: N8nApi,
	workflowId: string,
	trigger: string,
	timeoutMs?: number,
): Promise<WorkflowRun> {
	return await followExecution(api, await startWorkflow(api, workflowId, trigger), timeoutMs);
}

const textOf = (error: { message?: string; description?: string | null } | undefined): string =>
	[error?.message, error?.description].filter(Boolean).join(': ') || 'no message';

const toRound = ({ data, executionTime, error }: RawRound): NodeRound => ({
	outputs: (data?.main ?? []).map((items) => (items ?? []).map((item) => item.json)),
	milliseconds: executionTime ?? 0,
	error: error ? textOf(error) : null,
});

function toRun(execution: RawExecution): WorkflowRun {
	const { resultData } =
		execution.data === undefined ? {} : (parseFlatted(execution.data) as RawResult);
	const rounds = Object.entries(resultData?.runData ?? {});
	const error = resultData?.error;
	const stoppedAt = Date.parse(execution.stoppedAt ?? execution.startedAt);
	return {
		id: execution.id,
		status: execution.status,
		nodes: new Map(rounds.map(([name, list]) => [name, list.map(toRound)])),
		milliseconds: stoppedAt - Date.parse(execution.startedAt),
		error: error
			? {
					node: error.node?.name ?? resultData?.lastNodeExecuted ?? 'unknown',
					message: textOf(error),
				}
			: null,
	};
}

/** Every item that a node put out on one of its outputs, over all rounds. */
export const itemsOf = (
	run: WorkflowRun,
	node: string,
	output = 0,
): Array<Record<string, unknown>> =>
	(run.nodes.get(node) ?? []).flatMap((round) => round.outputs[output] ?? []);

/** @throws Failure that names the node and its words, where the run did not succeed. */
export function requireSuccess(run: WorkflowRun): void {
	if (run.status === 'success') return;
	const { node, message } = run.error ?? { node: 'no node', message: 'no message' };
	throw new Failure(`The run ended as "${run.status}" in ${node}: ${message}`);
}
