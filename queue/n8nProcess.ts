import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../realN8n/machine/failure';
import { n8nBinary } from '../realN8n/machine/paths';
import { freePort } from '../realN8n/machine/ports';
import { lastLines, launch, runCommand, signalGroup } from '../realN8n/machine/processes';
import { n8nEnvironment } from '../realN8n/n8n/environment';
import { DATABASE_USER } from './postgres';

/** What all n8n processes of one queue share: a database, a Redis, a key for the credentials. */
export interface QueueServices {
	databasePort: number;
	databasePassword: string;
	redisPort: number;
	encryptionKey: string;
	/** How long a worker may be silent until the queue takes it for dead, ms; n8n's own default is 60,000. */
	silenceMs: number;
}

export interface N8nProcess {
	name: string;
	/** Of its web server: the editor of a main, the health check of a worker. */
	url: string;
	logFile: string;
	pid: number;
	stop(): Promise<void>;
	/** Ends it in the middle of whatever it does, as a machine that dies would. */
	kill(): Promise<void>;
}

const LONGEST_START_MS = 180_000;

/** In the proportions of n8n's own defaults. */
const watchOver = (silenceMs: number): NodeJS.ProcessEnv => ({
	QUEUE_WORKER_LOCK_DURATION: String(silenceMs),
	QUEUE_WORKER_LOCK_RENEW_TIME: String(silenceMs / 5),
	QUEUE_WORKER_STALLED_INTERVAL: String(silenceMs / 2),
});

async function environmentOf(
	userFolder: string,
	services: QueueServices,
	port: number,
): Promise<NodeJS.ProcessEnv> {
	return {
		...n8nEnvironment({ userFolder, port, brokerPort: await freePort() }),
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(services.databasePort),
		DB_POSTGRESDB_DATABASE: DATABASE_USER,
		DB_POSTGRESDB_USER: DATABASE_USER,
		DB_POSTGRESDB_PASSWORD: services.databasePassword,
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(services.redisPort),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_ENCRYPTION_KEY: services.encryptionKey,
		...watchOver(services.silenceMs),
	};
}

/** @throws Failure with what n8n said, where the command fails. */
export async function runQueueCommand(
	userFolder: string,
	services: QueueServices,
	...command: string[]
): Promise<void> {
	const env = await environmentOf(userFolder, services, await freePort());
	const { code, output } = await runCommand(process.execPath, [n8nBinary, ...command], {
		cwd: userFolder,
		env,
	});
	if (code !== 0) throw new Failure(`n8n ${command[0]} failed:\n${lastLines(output)}`);
}

export interface ProcessOptions {
	name: string;
	/** A main or a worker. */
	command: 'start' | 'worker';
	userFolder: string;
	services: QueueServices;
	/** Runs that a worker takes at a time; 1. */
	concurrency?: number;
	/** The largest heap, MB; Node's own default. */
	heapMb?: number;
}

/** Starts a main or a worker; resolves when it is ready for work. */
export async function startProcess(options: ProcessOptions): Promise<N8nProcess> {
	const { name, command, userFolder, services, concurrency = 1, heapMb } = options;
	const port = await freePort();
	const logFile = join(userFolder, `${name}.log`);
	const args = command === 'worker' ? ['worker', `--concurrency=${concurrency}`] : ['start'];
	const heap = heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`];
	const child = launch(process.execPath, [...heap, n8nBinary, ...args], {
		cwd: userFolder,
		env: await environmentOf(userFolder, services, port),
		logFile,
	});
	const closed = once(child, 'close');
	const end = async (signal: NodeJS.Signals) => {
		signalGroup(child, signal);
		await Promise.race([closed, sleep(10_000, undefined, { ref: false })]);
		signalGroup(child, 'SIGKILL');
		await closed;
	};
	const url = `http://127.0.0.1:${port}`;
	const deadline = Date.now() + LONGEST_START_MS;
	while (!(await isReady(`${url}/healthz/readiness`))) {
		if (child.exitCode === null && Date.now() < deadline) {
			await sleep(200);
			continue;
		}
		await end('SIGKILL');
		throw new Failure(`${name} did not start:\n${lastLines(readFileSync(logFile, 'utf8'))}`);
	}
	return {
		name,
		url,
		logFile,
		pid: child.pid!,
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
	};
}

async function isReady(url: string): Promise<boolean> {
	const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
	return response?.status === 200;
}

/** A worker says in its log which execution it has begun. */
export const hasRun = ({ logFile }: N8nProcess, execution: string): boolean =>
	readFileSync(logFile, 'utf8').includes(`started execution ${execution} `);
