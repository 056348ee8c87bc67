import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import { startSimulator, type Simulator } from '../../simulator/start';
import { runWorkflow, useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { quickenFirstCalls } from '../support/quickRates';
import { chatworkOf, credentialsFor } from '../support/shopWorld';

/**
 * An owner who updates the package keeps the workflows and the cache of before. `previous/` holds both
 * as the version before this one shipped and wrote them; a release replaces them by its own.
 */
describe('workflows and documents of the previous version', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let folder = '';

	beforeAll(async () => {
		quickenFirstCalls();
		folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		simulator = await startSimulator({ products: 30, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		mkdirSync(folder, { recursive: true });
		const at = new Date(Date.now() - 3 * 3_600_000).toISOString();
		simulator.world.listings('demo-shop').forEach(({ asin, item }, index) => {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			simulator.world.editListing('demo-shop', item.item_id, { price: 2600 });
			const document = {
				asin,
				price: index === 0 ? 1500 : 2000,
				in_stock: true,
				offer_status: 'in_stock',
				currency: 'JPY',
				points: 0,
				shipping: 0,
				price_updated_at: at,
				stock_updated_at: at,
				reported: { 'demo-shop': { price: index === 0 ? 1500 : 2000, in_stock: true, at } },
				shop: {
					[`demo-shop/${item.item_id}`]: {
						last_written: { price: 2600, at, offer_fetched_at: at },
						hide_intended_at: null,
					},
				},
				a_field_of_another_tool: 'kept',
				cached_at: at,
			};
			writeFileSync(join(folder, `${asin}.json`), JSON.stringify(document));
		});
	});
	afterAll(async () => await simulator.stop());

	const run = async (file: string, startNode: string) => {
		const text = readFileSync(join(__dirname, 'previous', file), 'utf8');
		const workflow = JSON.parse(text) as IWorkflowBase;
		const settings = workflow.nodes.find(({ name }) => name === '設定')!;
		const { assignments } = settings.parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		const values: Record<string, unknown> = {
			dry_run: false,
			...chatworkOf(simulator),
			chatwork_api_url: `${simulator.chatworkUrl}/v2`,
		};
		for (const assignment of assignments) {
			if (assignment.name in values) assignment.value = values[assignment.name];
		}
		simulator.messages.clear();
		const ended = await runWorkflow(workflow, { credentials, startNode });
		expect(ended.error).toBeUndefined();
		expect(ended.status).toBe('success');
		return ended.output('変動レポート')[0] as { summary: Record<string, unknown> };
	};

	it('should go on from what was told and written before', async () => {
		const report = await run('price-stock-sync.json', '3時間ごと');
		expect(report.summary).toMatchObject({ total: 30, fetched: 30, changed: 1, edited: 0 });
		expect(simulator.messages.list()[0]?.body).toContain('Amazon 1,500円 → 2,000円 (+500円)');
		const [first] = simulator.world.listings('demo-shop');
		const document = JSON.parse(
			readFileSync(join(folder, `${first!.asin}.json`), 'utf8'),
		) as Record<string, unknown>;
		expect(document).toMatchObject({
			price: 2000,
			a_field_of_another_tool: 'kept',
			reported: { 'demo-shop': { price: 2000 } },
			shop: { [`demo-shop/${first!.item.item_id}`]: { last_written: { price: 2600 } } },
		});
	}, 60_000);

	it('should run the watch of before', async () => {
		const report = await run('price-watch.json', '30分ごと');
		expect(report.summary).toMatchObject({ total: 30, edited: 0, rejected: 0 });
	}, 60_000);
});
