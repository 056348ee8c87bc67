import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../machine/failure';
import type { N8nApi } from './n8nApi';
import type { WorkflowFile, WorkflowNode } from './workflows';

/** Who may open the pages; in a real shop its owner chooses. */
export interface PagePassword {
	user: string;
	password: string;
}

/** A page or form that a workflow opens in the browser. */
export interface Page {
	workflow: string;
	/** Below n8n's address, with the slash at the start. */
	path: string;
}

const openMs = 60_000;

/** Publishes a workflow, as the button in the editor does. */
export async function publish(api: N8nApi, workflowId: string): Promise<void> {
	const { versionId } = await api.get<{ versionId: string }>(`/workflows/${workflowId}`);
	await api.post(`/workflows/${workflowId}/activate`, { versionId });
}

/**
 * Publishes the workflows that have a page or a form, and no other.
 * @throws Failure for one that is open to everybody, or a page that does not open with its password.
 */
export async function openPages(
	api: N8nApi,
	workflows: readonly WorkflowFile[],
	password: PagePassword,
): Promise<Page[]> {
	const pages = workflows.flatMap((workflow) => {
		const path = workflow.nodes.map(pathOf).find((found) => found !== null);
		return path ? [{ id: workflow.id, workflow: workflow.name, path }] : [];
	});
	for (const { id } of pages) await publish(api, id);
	for (const { path } of pages) {
		const url = `${api.url}${path}`;
		if (path.startsWith(FORM)) await waitForStatus(`${path} without a login`, 302, url);
		else {
			await waitForStatus(`${path} with its password`, 200, url, password);
			await waitForStatus(`${path} without its password`, 401, url);
		}
	}
	return pages.map(({ workflow, path }) => ({ workflow, path }));
}

const FORM = '/form/';

const doors: Record<string, (parameters: Record<string, unknown>) => string> = {
	'n8n-nodes-base.webhook': ({ path }) => `/webhook/${String(path)}`,
	// Its path is left out where it is the usual one.
	'n8n-nodes-amazon-base-sync.shopDesk': ({ path = 'amazon-base-desk' }) =>
		`/webhook/${String(path)}`,
	'n8n-nodes-base.formTrigger': ({ options }) =>
		`${FORM}${String((options as { path: unknown }).path)}`,
};

const pathOf = ({ type, parameters }: WorkflowNode): string | null =>
	doors[type]?.(parameters) ?? null;

/** n8n opens a page a moment after it has said so. */
async function waitForStatus(
	what: string,
	expected: number,
	url: string,
	password?: PagePassword,
): Promise<void> {
	const deadline = Date.now() + openMs;
	for (;;) {
		const status = await statusOf(url, password);
		if (status === expected) return;
		if (Date.now() > deadline) throw new Failure(`${what} answers ${status}, not ${expected}`);
		await sleep(250);
	}
}

async function statusOf(url: string, given?: PagePassword): Promise<number> {
	const headers: Record<string, string> = { accept: 'text/html' };
	if (given) {
		const token = Buffer.from(`${given.user}:${given.password}`).toString('base64');
		headers.authorization = `Basic ${token}`;
	}
	// A form leads to n8n's login.
	const response = await fetch(url, { headers, redirect: 'manual' });
	await response.arrayBuffer();
	return response.status;
}
