import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importAll, prepareHomes } from '../queue/homes';
import { startProcess, type N8nProcess, type QueueServices } from '../queue/n8nProcess';
import { startPostgres } from '../queue/postgres';
import { startRedis } from '../queue/redis';
import { ensureN8n } from '../realN8n/install/install';
import { buildPackage } from '../realN8n/install/packageUnderTest';
import type { Progress } from '../realN8n/machine/progress';
import type { TidyUp } from '../realN8n/machine/tidyUp';
import { N8nApi } from '../realN8n/n8n/n8nApi';
import { Database } from './meters/database';
import type { HostedShop } from './hostedShop';

/** n8n's own default: a worker that is busy with a large shop is not taken for dead. */
const SILENCE_MS = 60_000;

/** The heap of each worker, MB: memory that is not needed is given back sooner than by Node's own default. */
export const HEAP_MB = 1024;

export interface Worker extends N8nProcess {
	/** n8n's home, in which the file store lies. */
	home: string;
}

/** n8n in queue mode without workers yet. */
export interface ScaleStage {
	api: N8nApi;
	main: N8nProcess;
	database: Database;
	/** Of the Redis that holds n8n's queue alone, so that our stores are counted apart from it. */
	queuePort: number;
	startWorker(name: string, concurrency: number): Promise<Worker>;
}

export interface Tools {
	progress: Progress;
	tidyUp: TidyUp;
}

export async function setScaleStage(
	shops: readonly HostedShop[],
	{ progress, tidyUp }: Tools,
): Promise<ScaleStage> {
	await ensureN8n(progress);
	await progress.during('Building the package', buildPackage);
	const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-scale-'));
	tidyUp.removeAtEnd(folder);
	const queue = await startRedis();
	tidyUp.stopAtEnd(queue.stop);
	const postgres = await progress.during('Starting PostgreSQL', startPostgres);
	tidyUp.stopAtEnd(postgres.stop);
	const services: QueueServices = {
		databasePort: postgres.port,
		databasePassword: postgres.password,
		redisPort: queue.port,
		encryptionKey: randomBytes(16).toString('hex'),
		silenceMs: SILENCE_MS,
	};
	const homeOf = await progress.during('Putting the package into n8n', async () => {
		return await prepareHomes(folder);
	});
	await progress.during('Importing credentials and workflows', async () => {
		await importAll(homeOf('main'), services, {
			credentials: shops.flatMap((shop) => shop.credentials),
			workflows: shops.map(({ workflow }) => workflow),
		});
	});
	const start = async (name: string, role: { command: 'start' | 'worker'; concurrency?: number }) =>
		await progress.during(`Starting ${name}`, async () => {
			const home = homeOf(name);
			const options = { name, userFolder: home, services, heapMb: HEAP_MB, ...role };
			const running = await startProcess(options);
			tidyUp.stopAtEnd(running.stop);
			return { ...running, home };
		});
	const main = await start('main', { command: 'start' });
	const api = new N8nApi(main.url);
	await api.setUpOwner();
	return {
		...{ api, main, database: new Database(postgres), queuePort: queue.port },
		startWorker: async (name, concurrency) => await start(name, { command: 'worker', concurrency }),
	};
}
