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
const ITEMS = 229;

/** BASE's list ends short, or holds far fewer items than in the last run. */
describe('a list that is not the whole shop', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeAll(() => void quickenFirstCalls());
	beforeEach(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({
			products: ITEMS,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
	});
	afterEach(async () => await simulator.stop());

	const sync = async (byHand = false) => await syncOnce(simulator, credentials, { byHand });
	/** A whole list, read and remembered without the rest of a sync. */
	const readOnce = async () => {
		const node = { name: 'it', type: `${P}.baseListings`, parameters: {} };
		const run = await runWorkflow(inARow(itemsNode([{}]), node), { credentials });
		expect(run.error).toBeUndefined();
	};
	const cutPage = (offset: number, times?: number) =>
		simulator.faults.add({ kind: 'shortPage', offset, times });
	const shrinkTo = (count: number) => simulator.faults.add({ kind: 'shrunkenList', count });

	it.each([0, 100])(
		'should stop the run where the page at %i is short',
		async (offset) => {
			cutPage(offset);
			const { run } = await sync();

			expect(run.error).toContain('BASEの商品一覧が途中で切れています');
			expect(simulator.counters.of('amazon', 'getItemOffersBatch').calls).toBe(0);
		},
		60_000,
	);

	it('should name both figures where a page is short', async () => {
		await readOnce();
		cutPage(100);

		expect((await sync()).run.error).toContain('前回 229件');
	}, 60_000);

	it('should not stop the run where the second look finds all of it', async () => {
		cutPage(100, 1);
		const { run, report } = await sync();

		expect(run.error).toBeUndefined();
		expect(report).toMatchObject({ run: { total: ITEMS } });
	}, 60_000);

	it('should stop the run where it shrank by a third, with both figures', async () => {
		await readOnce();
		shrinkTo(150);
		const { run } = await sync();

		expect(run.error).toContain('BASEの商品一覧が大きく減っています (今回 150件、前回 229件)');
		expect(run.error).toContain('手動で実行すると、今の件数で続けます');
	}, 60_000);

	it('should write nothing in a run that it stops', async () => {
		await readOnce();
		shrinkTo(150);
		for (const asin of simulator.world.products.keys()) {
			simulator.world.setOffer(asin, { inStock: false });
		}
		await sync();

		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
	}, 60_000);

	it('should stop the run where it is empty after it held items', async () => {
		await readOnce();
		shrinkTo(0);

		expect((await sync()).run.error).toContain('今回 0件、前回 229件');
	}, 60_000);

	it('should be taken where it shrank by less than a third', async () => {
		await readOnce();
		shrinkTo(153);
		const { run, report } = await sync();

		expect(run.error).toBeUndefined();
		expect(report).toMatchObject({ run: { total: 153 } });
	}, 60_000);

	it('should stop each scheduled run while nobody says that the shop is smaller', async () => {
		await readOnce();
		shrinkTo(150);
		await sync();

		expect((await sync()).run.error).toContain('今回 150件、前回 229件');
	}, 60_000);

	it('should be taken by hand once it was told, and on schedule from then on', async () => {
		await readOnce();
		shrinkTo(150);
		await sync();

		expect((await sync(true)).run.error).toBeUndefined();
		expect((await sync()).report).toMatchObject({ run: { total: 150 } });
	}, 60_000);

	it('should not be taken by hand where it was never told', async () => {
		await readOnce();
		shrinkTo(150);

		expect((await sync(true)).run.error).toContain('今回 150件、前回 229件');
	}, 60_000);

	it('should keep an item of the part that is missing from being added twice', async () => {
		await readOnce();
		shrinkTo(150);
		const { asin } = simulator.world.listings(SHOP)[200]!;
		const candidate = {
			asin,
			run: { id: 'r1', dry_run: false, account: '' },
			basic_info: { title_ja: '給水器', images: ['https://m.media/1.jpg'] },
			offer: offer({ fetched_at: new Date().toISOString() }),
			decision: { desired: { price: 1300, visible: true, stock: 1 }, edits: {}, why: [] },
		};
		const node = { name: 'it', type: `${P}.baseUpdate`, parameters: { operation: 'create' } };
		const run = await runWorkflow(inARow(itemsNode([candidate]), node), { credentials });

		expect(run.error).toContain('今回 150件、前回 229件');
		expect(simulator.counters.of('base', 'items/add').calls).toBe(0);
	}, 60_000);

	it('should be braked as far as it goes, and the page should say that there is more', async () => {
		// The desk knows a shop once a run took it.
		await syncOnce(simulator, credentials, { settings: { dry_run: true } });
		shrinkTo(150);
		const run = await brakeAtDesk({ simulator, credentials });
		const page = String(run.output('結果をまとめる')[0]?.page);

		expect(run.output('結果をまとめる')[0]).toMatchObject({
			counts: { updated: 150 },
			needs_attention: true,
		});
		expect(page).toContain('一覧に出なかった商品には何もしていません');
		expect(page).toContain('今回 150件、前回 229件');
	}, 60_000);
});
