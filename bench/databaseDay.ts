import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ensureN8n } from '../realN8n/install/install';
import { buildPackage, packPackage } from '../realN8n/install/packageUnderTest';
import { silentProgress } from '../realN8n/machine/progress';
import { publish } from '../realN8n/n8n/pages';
import { setStage, type Stage } from '../realN8n/n8n/stage';
import { nodeOf, readWorkflow, syncWorkflow, type WorkflowFile } from '../realN8n/n8n/workflows';
import { startSimulator, type Simulator } from '../simulator/start';
import { usagePlans } from '../simulator/amazon/quotas';
import { rounded, type Figure, type Measure } from './figure';
import { MovingMarket } from './movingMarket';
import { onceAMinute, until } from './published';

const ITEMS = Number(process.env.BENCH_ITEMS ?? 10_772);
const CHANGES_A_DAY = 0.6;
const SYNCS_A_DAY = 8;
const WATCHES_A_DAY = 144;
/** Amazon's quota out of the way, for the first runs. */
const QUICK = 1e6;
const SYNC = '定期実行';
const WATCH = '見張りの時刻';

/**
 * How much n8n's database grows in a day of syncs and watches on a real n8n that saves every run, as one does whose
 * owner imported the workflow by hand: two syncs without quota, then two watches of ten minutes at
 * Amazon's real pace. Takes about half an hour: `npm run bench -- databaseDay`.
 */
export const measureDatabaseDay: Measure = async (say) => {
	await ensureN8n(silentProgress);
	await buildPackage();
	const folder = mkdtempSync(join(tmpdir(), 'bench-n8n-'));
	const simulator = await startSimulator({
		products: ITEMS,
		plain: true,
		speed: QUICK,
		tokenSpeed: 1,
	});
	let stage: Stage | undefined;
	try {
		stage = await setStage({
			simulator,
			tarball: await packPackage(join(folder, 'package')),
			userFolder: join(folder, 'home'),
			workflow: withDefaultSaving(onceAMinute(await readWorkflow(syncWorkflow))),
			settings: { dry_run: false, use_single_operation: false, ttl_hours: 0 },
		});
		const database = new DatabaseSync(join(stage.n8nFolder, 'database.sqlite'), { readOnly: true });
		const runs = new Runs(stage, database);
		say(`a first sync of ${ITEMS} items`);
		await runs.wait(SYNC, 1);
		say('a sync three hours later');
		simulator.world.advance({ share: CHANGES_A_DAY / SYNCS_A_DAY });
		const [sync] = await runs.wait(SYNC, 1);
		say('two watches at the real pace: they begin at the next ten-minute mark');
		await slowDown(simulator);
		const shop = simulator.credentials.shops[0]!.name;
		const market = new MovingMarket(simulator, shop, CHANGES_A_DAY * ITEMS);
		const watches = await runs.wait(WATCH, 2).finally(() => market.stop());
		database.close();
		return [figureOf(sync!, watches)];
	} finally {
		await stage?.stop();
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
};

/** A workflow that came without its own settings is saved as n8n does by itself: each run, whole. */
const withDefaultSaving = (workflow: WorkflowFile): WorkflowFile => ({
	...workflow,
	settings: { executionOrder: 'v1', timezone: 'Asia/Tokyo' },
});

function figureOf(sync: number, watches: readonly number[]): Figure {
	const watch = watches.reduce((sum, bytes) => sum + bytes, 0) / watches.length;
	const megabytes = (SYNCS_A_DAY * sync + WATCHES_A_DAY * watch) / 1e6;
	const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} KB`;
	return {
		...{ id: 'database_mb_a_day', value: rounded(megabytes), unit: 'MB', bound: 60 },
		against: `${SYNCS_A_DAY} syncs and ${WATCHES_A_DAY} watches, every run saved`,
		how: `${ITEMS} items, ${CHANGES_A_DAY} changes an item and day: a sync ${kilobytes(sync)}, a watch ${watches.map(kilobytes).join(' and ')}`,
	};
}

/** Gives back Amazon's real rates. */
async function slowDown({ controlUrl }: Simulator): Promise<void> {
	const factors = Object.keys(usagePlans).map((operation) => [operation, 1 / QUICK]);
	const headers = { 'content-type': 'application/json' };
	const body = JSON.stringify(Object.fromEntries(factors));
	const answer = await fetch(`${controlUrl}/rates`, { method: 'POST', headers, body });
	if (!answer.ok) throw new Error(`The rates stay as they are: ${await answer.text()}`);
}

/** Runs of the published workflow by one of its triggers, and the bytes that n8n keeps of each. */
class Runs {
	private last = 0;

	constructor(
		private readonly stage: Stage,
		private readonly database: DatabaseSync,
	) {}

	/** Publishes the workflow with one trigger alone, until so many runs of it have ended. */
	async wait(trigger: string, count: number): Promise<number[]> {
		const id = 'priceStockSync01';
		const { nodes } = await this.stage.api.get<WorkflowFile>(`/workflows/${id}`);
		for (const name of [SYNC, WATCH])
			nodeOf({ id, nodes } as WorkflowFile, name).disabled = name !== trigger;
		await this.stage.api.patch(`/workflows/${id}`, { nodes });
		await publish(this.stage.api, id);
		await until(() => this.begun().length >= count, `${count} runs begin`);
		await this.stage.api.post(`/workflows/${id}/deactivate`, {});
		await until(() => this.ended().length >= count, `${count} runs end`);
		const ended = this.ended();
		this.last = Math.max(...ended.map(([run]) => run));
		return ended.map(([, bytes]) => bytes);
	}

	private begun = (): unknown[] =>
		this.database.prepare('SELECT id FROM execution_entity WHERE id > ?').all(this.last);

	private ended(): Array<[id: number, bytes: number]> {
		const rows = this.database
			.prepare(
				`SELECT id, length(CAST(data AS BLOB)) + length(CAST(workflowData AS BLOB)) AS bytes
				FROM execution_entity JOIN execution_data ON executionId = id
				WHERE id > ? AND stoppedAt IS NOT NULL ORDER BY id`,
			)
			.all(this.last) as Array<{ id: number; bytes: number }>;
		return rows.map(({ id, bytes }) => [id, bytes]);
	}
}
