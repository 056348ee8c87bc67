import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

/**
 * What the browser of the owner sends by itself opens no door: test/e2e/foreignForm.test.ts shows it on a real
 * n8n, this that no shipped workflow has another kind of door.
 */

interface Workflow {
	nodes: INode[];
	connections: Record<string, { main?: Array<Array<{ node: string }> | null> }>;
}

const folder = join(__dirname, '../../workflows');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Workflow;

/** Triggers that nobody outside of n8n can set off. */
const INNER = /\.(manualTrigger|scheduleTrigger|n8nTrigger|errorTrigger)$/;
const isTrigger = ({ type }: INode): boolean => /trigger$|\.webhook$|\.shopDesk$/i.test(type);

/** Every node that a run from this one can come to. */
function reachedFrom(start: string, { connections }: Workflow, seen = new Set<string>()): string[] {
	for (const next of (connections[start]?.main ?? []).flatMap((branch) => branch ?? [])) {
		if (!seen.has(next.node))
			reachedFrom(next.node, { connections, nodes: [] }, seen.add(next.node));
	}
	return [...seen];
}

/** True for a node that changes a shop, what is kept of it, or what people are told. */
function isWriting({ type, parameters }: INode): boolean {
	const { operation, method = 'GET' } = parameters;
	if (type.endsWith('.runGuard')) return operation !== 'check';
	if (type.endsWith('.ttlCache')) return operation !== 'statistics' && operation !== 'read';
	if (type.endsWith('.dataTable')) return operation !== 'get' && parameters.resource !== 'table';
	if (type.endsWith('.connectionCheck')) return true;
	return type.endsWith('.baseUpdate') || (type.endsWith('.httpRequest') && method !== 'GET');
}

describe.each(files)('the workflow %s', (file) => {
	const workflow = read(file);
	const doors = workflow.nodes.filter((node) => isTrigger(node) && !INNER.test(node.type));

	it('should open to the outside by a form or a page alone', () => {
		for (const { type } of doors)
			expect(type).toMatch(/^n8n-nodes-base\.(formTrigger|webhook)$|\.shopDesk$/);
	});

	it("should ask for n8n's own login at a form", () => {
		for (const { type, parameters, typeVersion } of doors) {
			if (!type.endsWith('.formTrigger')) continue;
			// A browser adds a password that it remembers to the form of a stranger's page too.
			expect(parameters).toMatchObject({
				authentication: 'n8nUserAuth',
				requireExecuteAccess: true,
				options: { includeUserInOutput: false },
			});
			// Below 2.6 n8n knows no such login.
			expect(typeVersion).toBeGreaterThanOrEqual(2.6);
		}
	});

	// The desk guards itself: test/nodes/shopDesk.test.ts, and its tokens test/workflows/shopDesk.test.ts.
	it('should change nothing from a page, and let no browser keep it', () => {
		for (const door of doors.filter(({ type }) => type.endsWith('.webhook'))) {
			expect(door.parameters).toMatchObject({ authentication: 'basicAuth' });
			const names = reachedFrom(door.name, workflow);
			const reached = workflow.nodes.filter(({ name }) => names.includes(name));
			expect(reached.length).toBeGreaterThan(1);
			expect(door.parameters.httpMethod ?? 'GET').toBe('GET');
			expect(reached.filter(isWriting)).toEqual([]);
			const [answer] = reached.filter(({ type }) => type.endsWith('.respondToWebhook'));
			expect(JSON.stringify(answer?.parameters.options)).toContain(
				'{"name":"cache-control","value":"no-store"}',
			);
		}
	});
});

it('should know doors and writing nodes when it sees them', () => {
	const all = files.map(read).flatMap(({ nodes }) => nodes);
	const doors = all.filter((node) => isTrigger(node) && !INNER.test(node.type));
	expect(doors).toHaveLength(3);
	expect(all.filter(isWriting).length).toBeGreaterThan(30);
});
