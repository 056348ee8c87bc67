import { pressOf } from './buttons';
import type { Button, Slot, WorkflowName } from './plan';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../simulator/start';
import { chatworkOf, credentialsFor } from '../test/support/shopWorld';
import { preciseNow } from './clock';
import { Chronicle } from './chronicle';
import { Owner } from './hands';
import type { Start } from './job';
import { WorkerProcess } from './workerProcess';

export const SHOP = 'demo-shop';

/** A shop, its services, n8n's folder and the process that runs the workflows. */
export class ChaosWorld {
	readonly owner: Owner;
	readonly cacheFolder: string;
	private readonly credentialsFile: string;
	private worker: WorkerProcess;
	/** Stands ready where the plan has a kill, which then costs no start. */
	private spare: WorkerProcess | undefined;

	private constructor(
		readonly simulator: Simulator,
		private readonly folder: string,
		readonly chronicle: Chronicle,
		hasKills: boolean,
	) {
		this.owner = new Owner(simulator, SHOP);
		this.cacheFolder = join(folder, '.n8n/amazon-base-sync/default');
		this.credentialsFile = join(folder, 'credentials.json');
		this.connect();
		this.leaveLegacyDocuments();
		this.worker = this.newWorker();
		if (hasKills) this.spare = this.newWorker();
	}

	static async open(seed: number, products: number, hasKills: boolean): Promise<ChaosWorld> {
		const chronicle = new Chronicle(SHOP, () => Date.now());
		const simulator = await startSimulator({
			watcher: chronicle,
			products,
			seed,
			// So fast that two calls handled at one go never meet an empty bucket.
			speed: 1e9,
			tokenSpeed: 1,
			now: preciseNow,
		});
		chronicle.follow(simulator);
		const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-chaos-'));
		return new ChaosWorld(simulator, folder, chronicle, hasKills);
	}

	/** The owner connects the shop (again): new tokens in n8n's database. */
	connect(): void {
		writeFileSync(this.credentialsFile, JSON.stringify(credentialsFor(this.simulator)));
	}

	/** The sync alone has the shop's settings; the others go by its rules. */
	settings(workflow: WorkflowName): Start['settings'] {
		const live = workflow === 'sync' || workflow === 'watch' ? { dry_run: false } : {};
		return { ...live, ...chatworkOf(this.simulator) };
	}

	/** The press of a slot's button. */
	pressOf(button: Button, slot: Slot): Start {
		return { ...pressOf(button, slot), settings: this.settings(button) };
	}

	/** The process for the next run: a new one where the last was killed. */
	async workerNow(): Promise<WorkerProcess> {
		if (this.worker.isAlive) return this.worker;
		this.worker = this.spare ?? this.newWorker();
		this.spare = this.newWorker();
		return this.worker;
	}

	async close(): Promise<void> {
		await Promise.all([this.worker.end(), this.spare?.end()]);
		await this.simulator.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}

	private newWorker(): WorkerProcess {
		return new WorkerProcess(this.folder, this.credentialsFile);
	}

	/** Some documents come from the older tool, with fields that are nobody's here. */
	private leaveLegacyDocuments(): void {
		mkdirSync(this.cacheFolder, { recursive: true });
		[...this.simulator.world.products.keys()].slice(0, 10).forEach((asin, index) => {
			const legacy = { seen: index, note: '以前のツールの覚え書き' };
			writeFileSync(join(this.cacheFolder, `${asin}.json`), JSON.stringify({ asin, legacy }));
		});
	}

	/** For tests of the harness: changes one document behind everybody's back. */
	tamper(asin: string, change: (document: Record<string, unknown>) => void): void {
		const file = join(this.cacheFolder, `${asin}.json`);
		const document = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
		change(document);
		writeFileSync(file, JSON.stringify(document));
	}
}
