import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureN8n } from '../realN8n/install/install';
import { buildPackage } from '../realN8n/install/packageUnderTest';
import type { Progress } from '../realN8n/machine/progress';
import type { TidyUp } from '../realN8n/machine/tidyUp';
import { N8nApi } from '../realN8n/n8n/n8nApi';
import { withSettings, type Settings } from '../realN8n/n8n/workflows';
import { startSimulator, type Simulator } from '../simulator/start';
import { importAll, prepareHomes } from './homes';
import { startProcess, type N8nProcess, type QueueServices } from './n8nProcess';
import { startPostgres } from './postgres';
import { startRedis } from './redis';
import { queueCredentials, queueShops, type QueueShop } from './twoShops';

/** Short, so that the queue notices a dead worker within seconds. */
const SILENCE_MS = 10_000;

export interface QueueStage {
	simulator: Simulator;
	api: N8nApi;
	shops: QueueShop[];
	workers: N8nProcess[];
	redisPort: number;
	/** Another worker, as one would start it on another machine. */
	addWorker(name: string): Promise<N8nProcess>;
	/** Changes fields of the settings node of both workflows. */
	set(settings: Settings): Promise<void>;
}

export interface StageOptions {
	items: number;
	speed: number;
	settings: Settings;
	progress: Progress;
	tidyUp: TidyUp;
}

/** PostgreSQL, Redis, one main, two workers; each n8n with a folder of its own, as on three machines. */
export async function setQueueStage(options: StageOptions): Promise<QueueStage> {
	const { progress, tidyUp } = options;
	await ensureN8n(progress);
	await progress.during('Building the package', buildPackage);
	const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-queue-'));
	tidyUp.removeAtEnd(folder);
	const simulator = await startSimulator({
		products: options.items,
		plain: true,
		shops: 2,
		speed: options.speed,
		tokenSpeed: 1,
	});
	tidyUp.stopAtEnd(simulator.stop);
	const redis = await startRedis();
	tidyUp.stopAtEnd(redis.stop);
	const database = await progress.during('Starting PostgreSQL', startPostgres);
	tidyUp.stopAtEnd(database.stop);
	const services: QueueServices = {
		databasePort: database.port,
		databasePassword: database.password,
		redisPort: redis.port,
		encryptionKey: randomBytes(16).toString('hex'),
		silenceMs: SILENCE_MS,
	};
	const homeOf = await progress.during('Putting the package into three n8n', async () => {
		return await prepareHomes(folder);
	});
	const shops = await queueShops(simulator, options.settings);
	await progress.during('Importing credentials and workflows', async () => {
		await importAll(homeOf('main'), services, {
			credentials: queueCredentials(simulator, redis.port),
			workflows: shops.map(({ workflow }) => workflow),
		});
	});
	const start = async (name: string, command: 'start' | 'worker') => {
		const running = await progress.during(`Starting ${name}`, async () => {
			return await startProcess({ name, command, userFolder: homeOf(name), services });
		});
		tidyUp.stopAtEnd(running.stop);
		return running;
	};
	const main = await start('main', 'start');
	const api = new N8nApi(main.url);
	await api.setUpOwner();
	const workers = [await start('worker-1', 'worker'), await start('worker-2', 'worker')];
	return {
		simulator,
		api,
		shops,
		workers,
		redisPort: redis.port,
		addWorker: async (name) => await start(name, 'worker'),
		set: async (settings) => {
			for (const shop of shops) {
				shop.workflow = withSettings(shop.workflow, settings);
				await api.patch(`/workflows/${shop.workflow.id}`, { nodes: shop.workflow.nodes });
			}
		},
	};
}
