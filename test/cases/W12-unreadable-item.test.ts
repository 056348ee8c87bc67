import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { brakeAtDesk } from '../support/deskJobs';
import { credentialsFor } from '../support/shopWorld';
import { offer } from '../support/situation';
import { quickenFirstCalls } from '../support/quickRates';
import { syncOnce } from '../support/syncOnce';

const P = 'n8n-nodes-amazon-base-sync';
const SHOP = 'demo-shop';
/** One batch of Amazon's: more would wait for its rate. */
const ITEMS = 20;

/** One item of BASE's list whose stock is null: the oldest one of the simulated shop. */
describe('an item of BASE that cannot be read', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(() => void quickenFirstCalls());
	beforeEach(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({
			products: ITEMS,
			unlisted: 1,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
		for (const { asin, item } of simulator.world.listings(SHOP)) {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			simulator.world.editListing(SHOP, item.item_id, { price: 2500 });
		}
		simulator.faults.add({ kind: 'oddItem' });
	});
	afterEach(async () => await simulator.stop());

	const listed = () => simulator.world.listings(SHOP);
	const odd = () => listed()[0]!;
	const sync = async () => await syncOnce(simulator, credentials);

	it('should cost no other item its sync', async () => {
		const { run } = await sync();

		expect(run.error).toBeUndefined();
		for (const { item } of listed().slice(1)) expect(item.price).toBe(2600);
	});

	it('should not be edited itself', async () => {
		const { run } = await sync();

		expect(run.error).toBeUndefined();
		expect(odd().item.price).toBe(2500);
		expect(simulator.counters.writesOf(SHOP, odd().item.item_id).edits).toBe(0);
	});

	it('should be named in the message, with its number, title and field', async () => {
		const { message } = await sync();

		expect(message).toContain('BASEの応答を読めない商品が 1件あり');
		expect(message).toContain(`商品ID ${odd().item.item_id}「`);
		expect(message).toContain('stock が null です');
	});

	it('should be counted in the run', async () => {
		const { report } = await sync();

		expect(report).toMatchObject({
			run: { unreadable: 1, unmapped: 0, total: ITEMS - 1 },
			summary: { unreadable: 1 },
		});
	});

	it('should be told once, and again when another one joins it', async () => {
		await sync();
		expect((await sync()).message).toBe('');

		simulator.faults.clear();
		simulator.faults.add({ kind: 'oddItem', count: 2 });
		expect((await sync()).message).toContain('BASEの応答を読めない商品が 2件あり');
	});

	it('should be synced again once it can be read', async () => {
		await sync();
		simulator.faults.clear();
		await sync();

		expect(odd().item.price).toBe(2600);
	});

	it('should stop the run where there is no other item', async () => {
		simulator.faults.clear();
		simulator.faults.add({ kind: 'oddItem', count: ITEMS });
		const { run } = await sync();

		expect(run.error).toContain(`BASEの商品 ${ITEMS}件のどれも読めません`);
	});

	it('should be listed apart, with its reason, where the node splits its output', async () => {
		const node = {
			name: 'it',
			type: `${P}.baseListings`,
			parameters: { options: { splitUnmapped: true } },
		};
		const run = await runWorkflow(inARow(itemsNode([{}]), node), { credentials });

		expect(run.output('it')).toHaveLength(ITEMS - 1);
		expect(run.output('it', 1)).toMatchObject([
			{ asin: null, unreadable: { item_id: odd().item.item_id, field: 'stock', visible: true } },
		]);
	});

	it('should be hinted at in the node', async () => {
		const node = { name: 'it', type: `${P}.baseListings`, parameters: {} };
		const run = await runWorkflow(inARow(itemsNode([{}]), node), { credentials });
		const hints = run.raw.data.resultData.runData.it?.[0]?.hints ?? [];

		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('BASEの応答を読めない商品が 1件あります'),
		]);
	});

	it('should keep a second item of its ASIN from being added', async () => {
		const { asin } = odd();
		const candidate = {
			asin,
			run: { id: 'r1', dry_run: false, account: '' },
			basic_info: { title_ja: '給水器', images: ['https://m.media/1.jpg'] },
			offer: offer({ fetched_at: new Date().toISOString() }),
			decision: { desired: { price: 1300, visible: true, stock: 1 }, edits: {}, why: [] },
		};
		const node = { name: 'it', type: `${P}.baseUpdate`, parameters: { operation: 'create' } };
		const run = await runWorkflow(inARow(itemsNode([candidate]), node), { credentials });

		expect(run.error).toBeUndefined();
		expect(run.output('it')).toMatchObject([{ result: { action: 'refused' } }]);
		expect(simulator.counters.of('base', 'items/add').calls).toBe(0);
	});

	const brake = async (chosen: Record<string, string> = {}) => {
		// The desk knows a shop once a run took it.
		await syncOnce(simulator, credentials, { settings: { dry_run: true } });
		const run = await brakeAtDesk({ simulator, credentials }, { reason: '価格ミス', ...chosen });
		const [told] = run.output('結果をまとめる');
		return { counts: told?.counts, page: String(told?.page) };
	};

	it('should be hidden by the brake where it is seen to be on sale', async () => {
		const { counts } = await brake();

		expect(counts).toEqual({ updated: ITEMS });
		expect(listed().every(({ item }) => item.visible === 0)).toBe(true);
	});

	it('should be chosen for the brake by its number as any other', async () => {
		const { counts } = await brake({ item_ids: String(odd().item.item_id) });

		expect(counts).toEqual({ updated: 1 });
		expect(odd().item.visible).toBe(0);
	});

	it('should be left to the owner by the brake where nobody can tell', async () => {
		// The third odd item has no visibility.
		simulator.faults.clear();
		simulator.faults.add({ kind: 'oddItem', count: 3 });
		const { counts, page } = await brake();

		expect(counts).toEqual({ updated: ITEMS - 1, failed: 1 });
		expect(page).toContain(String(listed()[2]!.item.item_id));
		expect(page).toContain('公開中か確かめられない');
	});

	it('should keep the cache from being pruned', async () => {
		const run = await runWorkflow(
			inARow(
				itemsNode([{ run: { id: 'r1', workflow: 'w', dry_run: false, account: '' } }]),
				{ type: `${P}.baseListings` },
				{
					name: 'it',
					type: `${P}.ttlCache`,
					parameters: { operation: 'prune', pruneDryRun: false, pruneKeepDays: 0 },
				},
			),
			{ credentials },
		);

		expect(run.error).toContain('BASEの応答を読めない商品が 1件あるため削除しません');
	});
});
