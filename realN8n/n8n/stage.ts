import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from '../../simulator/start';
import { credentialRows, pageCredential } from './credentials';
import { N8nApi } from './n8nApi';
import { type N8nOptions, runN8nCommand, startN8n } from './n8nServer';
import { installPackage } from '../install/packageUnderTest';
import { freePort } from '../machine/ports';
import { type Progress, silentProgress } from '../machine/progress';
import type { PagePassword } from './pages';
import { readTable } from './dataTables';
import { requireSuccess, runWorkflow, startWorkflow, type WorkflowRun } from './runWorkflow';
import {
	fillInRoom,
	manualTriggerOf,
	readWorkflow,
	type Settings,
	tablesWorkflow,
	type WorkflowFile,
	withSettings,
} from './workflows';

export type StageOptions = StageSettings & PackageSource;

/** The packed package, or a home from `prepareHome` to begin with a copy of. */
type PackageSource = { tarball: string; home?: never } | { home: string; tarball?: never };

interface StageSettings {
	simulator: Simulator;
	/** n8n's home, empty or not there yet. */
	userFolder: string;
	/** The shipped workflow to put in place, in the simulator's room, with tables.json beside it. */
	workflow: WorkflowFile;
	/** Further ones, imported as they are. */
	others?: readonly WorkflowFile[];
	/** What stands in its settings node besides the room. */
	settings?: Settings;
	/** Which credentials stand ready; `shop-unconnected` waits for somebody to press Connect; `all`. */
	credentials?: 'all' | 'shop-unconnected' | 'none';
	/** The shop is connected with the right to read orders; false. */
	readsOrders?: boolean;
	/** Stands ready as a credential for the pages and forms; none by default. */
	pagePassword?: PagePassword;
	/** Any free port. */
	port?: number;
	/** Where n8n is installed; the demo's by default. */
	installFolder?: string;
	progress?: Progress;
}

/** A real n8n with owner, package, credentials and a shipped workflow, set against a simulator. */
export interface Stage {
	api: N8nApi;
	/** The editor's address, without a slash at the end. */
	url: string;
	pid: number;
	logFile: string;
	/** n8n's own folder, where the cache lies. */
	n8nFolder: string;
	/** Changes fields of the settings node through the editor's API; the others stay. */
	set(settings: Settings): Promise<void>;
	/** Presses Execute and waits for the end. */
	run(timeoutMs?: number): Promise<WorkflowRun>;
	/** Presses Execute of tables.json, and reads what a Data Table shows then, oldest rows first. */
	readTable(name: string): Promise<Array<Record<string, unknown>>>;
	/** Presses Execute. @returns the execution's id. */
	start(): Promise<string>;
	/** A power cut: n8n is gone in the middle of what it does. */
	kill(): Promise<void>;
	/** Starts it again after `kill` or `stop`, on the same port. */
	startAgain(): Promise<void>;
	stop(): Promise<void>;
}

/** A shipped workflow with the room of the simulator's Chatwork and further settings. */
export function turnedTo(
	simulator: Simulator,
	workflow: WorkflowFile,
	settings: Settings = {},
): WorkflowFile {
	const { roomId } = simulator.credentials.chatwork;
	return withSettings(fillInRoom(workflow, roomId), settings);
}

async function importCredentials(options: StageOptions, n8n: N8nOptions): Promise<void> {
	const { simulator, userFolder, credentials = 'all', readsOrders, pagePassword } = options;
	const isConnected = credentials === 'all';
	const rows = [
		...(credentials === 'none' ? [] : credentialRows(simulator, { isConnected, readsOrders })),
		...(pagePassword ? [pageCredential(pagePassword)] : []),
	];
	if (rows.length === 0) return;
	const file = join(userFolder, 'credentials.json');
	await writeFile(file, JSON.stringify(rows), { mode: 0o600 });
	await runN8nCommand(n8n, 'import:credentials', `--input=${file}`);
	await rm(file);
}

async function importWorkflows(options: StageOptions, n8n: N8nOptions): Promise<WorkflowFile> {
	const workflow = turnedTo(options.simulator, options.workflow, options.settings);
	const folder = join(options.userFolder, 'workflows');
	await mkdir(folder, { recursive: true });
	const tables = await readWorkflow(tablesWorkflow);
	for (const each of [tables, workflow, ...(options.others ?? [])]) {
		await writeFile(join(folder, `${each.id}.json`), JSON.stringify(each));
	}
	await runN8nCommand(n8n, 'import:workflow', '--separate', `--input=${folder}`);
	return workflow;
}

/** Makes a home with the package and an empty database, which several stages may begin with. */
export async function prepareHome(userFolder: string, tarball: string): Promise<void> {
	await mkdir(userFolder, { recursive: true });
	await installPackage(userFolder, tarball);
	const ports = { port: await freePort(), brokerPort: await freePort() };
	const n8n = { userFolder, ...ports, logFile: join(userFolder, 'n8n.log') };
	// Any command lays the database out; this one does nothing else.
	await runN8nCommand(n8n, 'import:workflow', '--separate', `--input=${userFolder}`);
}

/** Sets everything up; where a step fails, what was started before it is stopped. */
export async function setStage(options: StageOptions): Promise<Stage> {
	const { userFolder, progress = silentProgress } = options;
	const n8n: N8nOptions = {
		userFolder,
		port: options.port ?? (await freePort()),
		brokerPort: await freePort(),
		logFile: join(userFolder, 'n8n.log'),
		installFolder: options.installFolder,
	};
	await mkdir(userFolder, { recursive: true });
	await progress.during('Putting the package into n8n', async () => {
		if (options.home === undefined) await installPackage(userFolder, options.tarball);
		else await cp(options.home, userFolder, { recursive: true, verbatimSymlinks: true });
	});
	let workflow = await progress.during('Importing credentials and workflow', async () => {
		await importCredentials(options, n8n);
		return await importWorkflows(options, n8n);
	});
	let server = await progress.during('Starting n8n', async () => await startN8n(n8n));
	const api = new N8nApi(server.url);
	try {
		await api.setUpOwner();
	} catch (error) {
		await server.stop();
		throw error;
	}
	return {
		api,
		url: server.url,
		get pid() {
			return server.pid;
		},
		logFile: n8n.logFile,
		n8nFolder: join(userFolder, '.n8n'),
		set: async (settings) => {
			workflow = withSettings(workflow, settings);
			await api.patch(`/workflows/${workflow.id}`, { nodes: workflow.nodes });
		},
		run: async (timeoutMs) =>
			await runWorkflow(api, workflow.id, manualTriggerOf(workflow), timeoutMs),
		readTable: async (name) => {
			const tables = await readWorkflow(tablesWorkflow);
			requireSuccess(await runWorkflow(api, tables.id, manualTriggerOf(tables)));
			return await readTable(api, name);
		},
		start: async () => await startWorkflow(api, workflow.id, manualTriggerOf(workflow)),
		kill: async () => await server.kill(),
		startAgain: async () => {
			server = await startN8n(n8n);
			await api.logIn();
		},
		stop: async () => await server.stop(),
	};
}
