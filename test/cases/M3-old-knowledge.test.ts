import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { syncOnce } from '../support/syncOnce';
import { temporaryFolder } from '../support/temporaryFolder';
import { startSimulator, type Simulator } from '../../simulator/start';

/**
 * M3: the older tool's cache says that everything is sold out, 120 days ago, and Amazon answers nothing in
 * the first live run. Old knowledge alone moves nothing.
 */

const SHOP = 'demo-shop';
const ITEMS = 24;
const AGE_MS = 120 * 86_400_000;
const JAPAN_MS = 9 * 3_600_000;

const legacy = temporaryFolder();
// n8n reads it once.
process.env.N8N_RESTRICT_FILE_ACCESS_TO = legacy.folder;

let userFolder: string;
let simulator: Simulator;
let credentials: Credentials;

beforeEach(async () => {
	userFolder = useTemporaryUserFolder();
	quickenFirstCalls();
	simulator = await startSimulator({
		...{ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 },
	});
	credentials = credentialsFor(simulator);
}, 60_000);
afterEach(async () => await simulator.stop());
afterAll(() => legacy.remove());

const items = () => simulator.world.listings(SHOP);
const state = () => items().map(({ item }) => [item.item_id, item.price, item.visible, item.stock]);

/** As the older tool wrote it: Japanese time, without an offset. */
const longAgo = () => new Date(Date.now() - AGE_MS + JAPAN_MS).toISOString().slice(0, -1);

/** Files of the older tool, by what they say of a product. */
const files = {
	'sold out': () => ({ price: null, in_stock: false, cached_at: longAgo() }),
	'sold out, each kind with its time': () => ({
		...{ price: 2000, currency: 'JPY', in_stock: false, status: 'out_of_stock' },
		...{ price_updated_at: longAgo(), stock_updated_at: longAgo(), cached_at: longAgo() },
	}),
	'so dear that the shop loses money': () => ({
		...{ price: 90_000, currency: 'JPY', in_stock: true, status: 'success' },
		...{ price_updated_at: longAgo(), stock_updated_at: longAgo(), cached_at: longAgo() },
	}),
};

const contents = Object.keys(files) as Array<keyof typeof files>;

const putFiles = (folder: string, content: keyof typeof files): void => {
	mkdirSync(folder, { recursive: true });
	for (const { asin } of items()) {
		writeFileSync(join(folder, `${asin}.json`), JSON.stringify(files[content]()));
	}
};

const syncUnanswered = async () => {
	for (const operation of ['getItemOffersBatch', 'getCompetitivePricing']) {
		simulator.faults.add({ kind: 'missing', operation, count: 20 });
	}
	return await syncOnce(simulator, credentials);
};

const expectNothingMoved = async () => {
	const before = state();

	const { run, report } = await syncUnanswered();

	expect(run.error).toBeUndefined();
	expect(report?.summary).toMatchObject({ total: ITEMS, unknown: ITEMS });
	expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
	expect(state()).toEqual(before);
};

it.each(contents)('should move nothing by an imported cache that says: %s', async (content) => {
	const folder = join(legacy.folder, String(contents.indexOf(content)));
	putFiles(folder, content);
	const imported = await runWorkflow(
		shippedWorkflow('import-legacy-cache.json', { legacy_folder: folder, dry_run: false }),
		{ credentials },
	);
	expect(imported.error).toBeUndefined();
	expect(imported.output('取り込みの結果')[0]).toMatchObject({ 取り込み: ITEMS });

	await expectNothingMoved();
});

it.each(contents)('should move nothing by a folder of the older tool: %s', async (content) => {
	putFiles(join(userFolder, '.n8n/amazon-base-sync/default'), content);

	await expectNothingMoved();
});
