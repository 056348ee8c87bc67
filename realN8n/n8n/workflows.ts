import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workflowsFolder } from '../machine/paths';

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	disabled?: boolean;
}

/** A workflow as it lies in workflows/ and as n8n imports it. */
export interface WorkflowFile {
	id: string;
	name: string;
	active: boolean;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
	/** By node: the items that it puts out in the editor in place of its own. */
	pinData?: Record<string, Array<{ json: Record<string, unknown> }>>;
}

interface Assignment {
	name: string;
	value: unknown;
	type: string;
}

export type Settings = Record<string, string | number | boolean>;

export const syncWorkflow = 'price-stock-sync.json';
export const tablesWorkflow = 'tables.json';

/** The node that holds what people change, in every shipped workflow. */
const settingsNode = '設定';

export async function readWorkflow(file: string): Promise<WorkflowFile> {
	return JSON.parse(await readFile(join(workflowsFolder, file), 'utf8')) as WorkflowFile;
}

/** Every workflow that the package ships, by file name. */
export async function readShipped(): Promise<Map<string, WorkflowFile>> {
	const files = (await readdir(workflowsFolder)).filter((name) => name.endsWith('.json')).sort();
	const read = async (file: string) => [file, await readWorkflow(file)] as const;
	return new Map(await Promise.all(files.map(read)));
}

/** @throws Error that names the workflow and the node. */
export function nodeOf(workflow: WorkflowFile, name: string): WorkflowNode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (node) return node;
	throw new Error(`The workflow ${workflow.id} has no node ${name}`);
}

/** The name of the node whose button a person presses. */
export function manualTriggerOf(workflow: WorkflowFile): string {
	const node = workflow.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	if (node) return node.name;
	throw new Error(`The workflow ${workflow.id} has no manual trigger`);
}

const assignmentsOf = (workflow: WorkflowFile): Assignment[] =>
	(nodeOf(workflow, settingsNode).parameters as { assignments: { assignments: Assignment[] } })
		.assignments.assignments;

/** What people can change in its settings node; nothing where it has none. */
export const settingNamesOf = (workflow: WorkflowFile): ReadonlySet<string> =>
	workflow.nodes.some(({ name }) => name === settingsNode)
		? new Set(assignmentsOf(workflow).map(({ name }) => name))
		: new Set();

/** Times that follow the interval of the trigger as long as nobody types them into their nodes. */
const times: Record<string, { type: string; operation: string; fields: string[] }> = {
	ttl_hours: { type: 'ttlCache', operation: 'read', fields: ['priceTtlHours', 'stockTtlHours'] },
	ttl_days: { type: 'ttlCache', operation: 'read', fields: ['basicInfoTtlDays'] },
	interval_hours: { type: 'runGuard', operation: 'check', fields: ['intervalHours'] },
};

/**
 * Types a time into the nodes that have a field for it.
 * @returns false for the name of another setting
 */
export function typeTime(
	{ nodes }: { nodes: Array<Pick<WorkflowNode, 'type' | 'parameters'>> },
	name: string,
	value: unknown,
): boolean {
	const time = times[name];
	if (!time) return false;
	for (const { type, parameters } of nodes) {
		if (!type.endsWith(`.${time.type}`) || parameters.operation !== time.operation) continue;
		for (const field of time.fields) parameters[field] = String(value);
	}
	return true;
}

/**
 * A copy with other values in its settings node, as a person would type them there, and with the times that
 * `typeTime` knows.
 * @throws Error for a field that the node does not have.
 */
export function withSettings(workflow: WorkflowFile, settings: Settings): WorkflowFile {
	const copy = structuredClone(workflow);
	for (const [name, value] of Object.entries(settings)) {
		if (typeTime(copy, name, value)) continue;
		const field = assignmentsOf(copy).find((assignment) => assignment.name === name);
		if (!field) throw new Error(`${settingsNode} of ${workflow.id} has no field ${name}`);
		field.value = value;
	}
	return copy;
}

/** The node that begins a run; a room in it stands for that of the sync's settings. */
const startNode = '実行の開始';

/** A copy whose messages go into that room, also where no sync has run whose room they could follow. */
export function fillInRoom(workflow: WorkflowFile, roomId: number): WorkflowFile {
	const room = String(roomId);
	if (settingNamesOf(workflow).has('chatwork_room_id')) {
		return withSettings(workflow, { chatwork_room_id: room });
	}
	const copy = structuredClone(workflow);
	const start = copy.nodes.find(({ name }) => name === startNode);
	if (start) start.parameters.room = room;
	return copy;
}
