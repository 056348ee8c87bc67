import { join } from 'node:path';
import type { CacheDocument } from '../../lib/cache/document';
import { catalogOdditiesOf, type CatalogOddities } from '../../simulator/world/catalogOddities';
import type { Product } from '../../simulator/world/product';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from './n8nEngine';
import { chatworkOf, credentialsFor, shippedWorkflow } from './shopWorld';
import { goLive } from './shopRules';
import { openFolder } from './stored';

/** One listed product, what Amazon's odd world holds of it, and what the cache made of its answer. */
export interface Looked {
	product: Product;
	oddities: CatalogOddities;
	document: CacheDocument;
}

export interface WeeklyLook {
	simulator: Simulator;
	/** Runs basic-info-weekly.json; every item is asked for at each run. Gives the counts of its report. */
	run: (settings?: Record<string, unknown>) => Promise<Record<string, number>>;
	/** The products that Amazon knows, with their documents. */
	looked: () => Promise<Looked[]>;
}

/** A shop in a world that is as odd as Amazon's catalog, and the weekly workflow on it. */
export async function startWeeklyLook(products: number): Promise<WeeklyLook> {
	const folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
	const simulator = await startSimulator({ products, speed: 1e6, tokenSpeed: 1 });
	const credentials: Credentials = credentialsFor(simulator);
	await goLive();
	return {
		simulator,
		run: async (settings = {}) => {
			const workflow = shippedWorkflow('basic-info-weekly.json', {
				ttl_days: 0,
				...chatworkOf(simulator),
				...settings,
			});
			const run = await runWorkflow(workflow, { credentials, startNode: '定期実行' });
			if (run.error) throw run.error;
			const [report] = run.output('結果をまとめる') as Array<{ counts: Record<string, number> }>;
			return report?.counts ?? {};
		},
		looked: async () => {
			const known = [...simulator.world.products.values()].filter(
				({ state }) => state !== 'invalid' && state !== 'deleted',
			);
			const cache = openFolder({ folder, now: Date.now });
			const documents = await cache.read(known.map(({ asin }) => asin));
			return known.flatMap((product) => {
				const document = documents.get(product.asin);
				return document ? [{ product, oddities: catalogOdditiesOf(product), document }] : [];
			});
		},
	};
}
