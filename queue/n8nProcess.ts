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
}

export interface N8nProcess {
	name: string;
	/** Of its web server: the editor of a main, the health check of a worker. */
	url: string;
	logFile: string;
	stop(): Promise<void>;
	/** Ends it in the middle of whatever it does, as a machine that dies would. */
	kill(): Promise<void>;
}

const LONGEST_START_MS = 180_000;

/** Short, so that the queue notices a dead worker within seconds. */
const noticeDeath = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

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
		...noticeDeath,
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

/** A main (`start`) or a worker that takes one run at a time; resolves when it is ready for work. */
export async function startProcess(
	name: string,
	command: 'start' | 'worker',
	userFolder: string,
	services: QueueServices,
): Promise<N8nProcess> {
	const port = await freePort();
	const logFile = join(userFolder, `${name}.log`);
	const args = command === 'worker' ? ['worker', '--concurrency=1'] : ['start'];
	const child = launch(process.execPath, [n8nBinary, ...args], {
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
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
	};
}

async function isReady(url: string): Promise<boolean> {
	const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
	return response?.status === 200;
}
