import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { waitFor } from '../../realN8n/machine/waiting';
import { publish } from '../../realN8n/n8n/pages';
import { readWorkflow, type Settings, type WorkflowFile } from '../../realN8n/n8n/workflows';
import type { SimulatorOptions } from '../../simulator/options';
import { realN8n, type RealN8n } from './realN8n';

export const guest = { user: 'owner', password: 'Only-for-this-test-5' };

const DOOR = '/webhook/amazon-base-desk';

/** A real n8n with the sync, and with the desk published behind a password. */
export interface DeskStage {
	n8n: RealN8n;
	address: string;
	/** The owner's password, as a header. */
	authorization: string;
	/** Sends a form as the owner's browser does. */
	send(form: Record<string, string>): Promise<Response>;
	/** Bytes of n8n's database: of its files, and of its pages, which a log that has room may hide. */
	databaseBytes(): { files: number; pages: number };
	/** Executions of the desk's workflow that n8n has kept. */
	executions(): Promise<number>;
	/** True if n8n keeps each execution of the desk's workflow that succeeds, as it does by default. */
	keepsExecutions(): Promise<boolean>;
	/** Takes the settings of the desk's workflow away, as an import through n8n's menu may do. */
	dropSettings(): Promise<void>;
}

/** @param others workflows beside the desk and the sync */
export async function setDesk(
	options: SimulatorOptions,
	settings: Settings,
	others: readonly WorkflowFile[] = [],
): Promise<DeskStage> {
	const workflow = await readWorkflow('shop-desk.json');
	const n8n = await realN8n(options, settings, { others: [workflow, ...others] });
	const { api, url, n8nFolder } = n8n.stage;
	const address = `${url}${DOOR}`;
	const token = Buffer.from(`${guest.user}:${guest.password}`).toString('base64');
	const authorization = `Basic ${token}`;
	const publishDesk = async (): Promise<void> => {
		await publish(api, workflow.id);
		await waitFor(
			'the desk opens',
			async () => (await fetch(address, { headers: { authorization } })).status === 200,
		);
	};
	const { id } = await api.post<{ id: string }>('/credentials', {
		name: '画面のパスワード',
		type: 'httpBasicAuth',
		data: guest,
	});
	const { nodes } = structuredClone(workflow);
	for (const node of nodes as Array<{ credentials?: Record<string, unknown> }>) {
		if (node.credentials?.httpBasicAuth) {
			node.credentials.httpBasicAuth = { id, name: '画面のパスワード' };
		}
	}
	await api.patch(`/workflows/${workflow.id}`, { nodes });
	await publishDesk();
	return {
		...{ n8n, address, authorization },
		send: async (form) =>
			await fetch(address, {
				method: 'POST',
				redirect: 'manual',
				headers: { authorization },
				body: new URLSearchParams(form),
			}),
		databaseBytes: () => {
			const file = join(n8nFolder, 'database.sqlite');
			const files = ['', '-wal']
				.map((end) => `${file}${end}`)
				.reduce((sum, path) => sum + (existsSync(path) ? statSync(path).size : 0), 0);
			const database = new DatabaseSync(file, { readOnly: true });
			const read = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()![name]);
			const pages = (read('page_count') - read('freelist_count')) * read('page_size');
			database.close();
			return { files, pages };
		},
		executions: async () => {
			const filter = encodeURIComponent(JSON.stringify({ workflowId: workflow.id }));
			return (await api.get<{ count: number }>(`/executions?filter=${filter}&limit=1`)).count;
		},
		keepsExecutions: async () => {
			const { settings } = await api.get<Pick<WorkflowFile, 'settings'>>(
				`/workflows/${workflow.id}`,
			);
			return settings.saveDataSuccessExecution !== 'none';
		},
		dropSettings: async () => {
			// n8n lays the new settings over those that it has, and then leaves out what is its default.
			const saved = Object.keys(workflow.settings).filter((name) => name.startsWith('save'));
			const settings = Object.fromEntries(saved.map((name) => [name, 'DEFAULT']));
			await api.patch(`/workflows/${workflow.id}`, { settings });
			await publishDesk();
		},
	};
}
