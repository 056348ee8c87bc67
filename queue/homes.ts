import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackage, packPackage } from '../realN8n/install/packageUnderTest';
import type { CredentialRow } from '../realN8n/n8n/credentials';
import type { WorkflowFile } from '../realN8n/n8n/workflows';
import { runQueueCommand, type QueueServices } from './n8nProcess';

/** Makes a home by name, each with the installed package; installed once and copied. */
export async function prepareHomes(folder: string): Promise<(name: string) => string> {
	const model = join(folder, 'model');
	mkdirSync(model);
	await installPackage(model, await packPackage(join(folder, 'package')));
	return (name) => {
		const home = join(folder, name);
		cpSync(model, home, { recursive: true, force: false, errorOnExist: false });
		return home;
	};
}

/** Puts credentials and workflows into the database, while no n8n runs on it. */
export async function importAll(
	home: string,
	services: QueueServices,
	what: { credentials: readonly CredentialRow[]; workflows: readonly WorkflowFile[] },
): Promise<void> {
	const credentials = join(home, 'credentials.json');
	writeFileSync(credentials, JSON.stringify(what.credentials), { mode: 0o600 });
	await runQueueCommand(home, services, 'import:credentials', `--input=${credentials}`);
	const workflows = join(home, 'workflows');
	mkdirSync(workflows);
	for (const workflow of what.workflows) {
		writeFileSync(join(workflows, `${workflow.id}.json`), JSON.stringify(workflow));
	}
	await runQueueCommand(home, services, 'import:workflow', '--separate', `--input=${workflows}`);
}
