import { join } from 'node:path';
import { startOfHour } from '../../lib/baseShop/budget';
import { startSimulator, type Simulator } from '../../simulator/start';
import { mirrorTables, type Tables } from '../support/mirrorTables';
import {
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
	type EngineRun,
} from '../support/n8nEngine';
import { brakeAtDesk, readText, releaseAtDesk, undoAtDesk } from '../support/deskJobs';
import { readDeskForm, type DeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { quickenFirstCalls } from '../support/quickRates';
import { openFolder } from '../support/stored';

const SHOP = 'demo-shop';
const LONG_AGO = '2020-01-01T00:00:00Z';
/** 2,000 is the size to trust it at, and takes ten minutes; each item stands for itself. */
const ITEMS = Number(process.env.BRAKE_ITEMS ?? 120);

/**
 * The brake, undo and adoption as a shop owner meets them. Stories in order.
 */
describe('the brake, undo and adoption of shop-desk.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let folder = '';
	const tables: Tables = new Map();

	beforeAll(async () => {
		folder = join(useTemporaryUserFolder(), '.n8n/amazon-base-sync/default');
		quickenFirstCalls();
		simulator = await startSimulator({
			products: ITEMS,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
	});
	afterAll(async () => await simulator.stop());

	const clear = () => {
		simulator.counters.reset();
		simulator.messages.clear();
	};
	const tell = (run: EngineRun) => {
		const [told] = run.output('結果をまとめる') as [{ counts: object; page: string }];
		return told;
	};
	const brake = async (typed: Record<string, string> = {}) => {
		clear();
		return tell(await brakeAtDesk({ simulator, credentials }, typed));
	};
	const letGo = async () => {
		clear();
		return tell(await releaseAtDesk({ simulator, credentials }));
	};
	const undo = async (id: string) => {
		clear();
		return tell(await undoAtDesk({ simulator, credentials }, id));
	};
	const look = async (address: string) => readText((await openDeskPage(address)).html);
	const stored = () => openFolder({ folder, now: Date.now });
	const sync = async (settings: Record<string, unknown> = {}) => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...askForAll,
			...chatworkOf(simulator),
			...settings,
		});
		const run = await runWorkflow(workflow, { credentials, startNode: '定期実行', tables });
		expect(run.error).toBeUndefined();
		return run.output('変動レポート')[0] as {
			run: { id: string; rules: { proposal: { code: string } | null } };
			summary: Record<string, number>;
			chatwork_message: string;
		};
	};
	/** The owner types another markup, and then the code that the message names. */
	const syncBy = async (markup: number) => {
		const asked = await sync({ markup });
		expect(asked.summary.edited).toBe(0);
		return await sync({ markup, approve: asked.run.rules.proposal!.code });
	};
	const resume = async () =>
		await runWorkflow(
			{
				nodes: [
					{
						id: '1',
						name: 'resume',
						type: 'n8n-nodes-amazon-base-sync.runGuard',
						typeVersion: 1,
						position: [0, 0],
						parameters: { operation: 'resume', pauseAccount: SHOP },
					},
				],
				connections: {},
			},
			{ credentials },
		);
	/** As if an hour had passed: BASE counts calls from :00 to :00. */
	const nextHour = async () => {
		const cache = openFolder({ folder, now: Date.now });
		const name = `base-hour/${SHOP}`;
		const { used } = await cache.quotas.take(name, startOfHour(Date.now()), 0, Infinity);
		await cache.quotas.take(name, startOfHour(Date.now()), -used, Infinity);
	};
	const items = () => simulator.world.listings(SHOP).map(({ item }) => item);
	const visible = () => items().filter((item) => item.visible === 1).length;
	const prices = () => new Map(items().map((item) => [item.item_id, item.price]));
	const edits = () => simulator.counters.of('base', 'items/edit').calls;

	it('should undo an approved run with the wrong markup, except what was touched since, and hold the next sync', async () => {
		await sync();
		const right = prices();
		const wrong = await syncBy(1.15);
		// What the owner approved is no wave: all of it goes.
		expect(wrong.summary.edited).toBeGreaterThan(ITEMS * 0.75);
		await nextHour();
		const touched = items().find((item) => item.price !== right.get(item.item_id))!;
		simulator.world.editListing(SHOP, touched.item_id, { price: 99_990 });

		const { id } = wrong.run;
		clear();
		const preview = await look(`?page=run&id=${id}`);
		expect(preview).toContain(
			`${wrong.summary.edited}件を前の価格・公開・在庫・商品コードに戻せます`,
		);
		expect(edits()).toBe(0);

		await nextHour();
		const { counts, page } = await undo(id);
		expect(counts).not.toHaveProperty('failed');
		expect(page).toContain(`実行 ${id} を元に戻す`);
		const now = prices();
		now.delete(touched.item_id);
		right.delete(touched.item_id);
		expect(now).toEqual(right);
		expect(items().find(({ item_id }) => item_id === touched.item_id)?.price).toBe(99_990);
		await mirrorTables(tables);
		expect(tables.get('edits')?.filter(({ field }) => field === 'price').length).toBeGreaterThan(
			ITEMS * 0.75,
		);

		await nextHour();
		const paused = await syncBy(1.3);
		expect(edits()).toBe(0);
		expect(paused.summary.deferred).toBeLessThanOrEqual(1);
		await resume();
	}, 600_000);

	it('should hide everything within the quota, show nothing while it holds, and release exactly those', async () => {
		await nextHour();
		const all = items();
		for (const { item_id } of all.slice(0, 3)) {
			simulator.world.editListing(SHOP, item_id, { visible: 0 });
		}
		const before = visible();
		await sync();
		expect(await look('?page=stop')).toContain(`公開中の ${before}件`);
		expect(visible()).toBe(before);

		await nextHour();
		const { counts, page } = await brake({ reason: '価格の入力ミス' });
		expect(counts).toMatchObject({ updated: before, none: 3 });
		expect(edits()).toBe(before);
		expect(simulator.counters.of('base', 'items/edit').rejected).toBe(0);
		expect(visible()).toBe(0);
		expect(page).toContain(`変更しました ${String(before).replace(/(\d)(\d{3})$/, '$1,$2')}件`);

		await sync();
		expect(edits()).toBe(0);
		expect(visible()).toBe(0);

		// What Amazon sold out meanwhile is not shown, but left to the sync.
		const gone = simulator.world.listings(SHOP)[10]!;
		simulator.world.setOffer(gone.asin!, { inStock: false });
		await sync();
		await nextHour();
		const released = await letGo();
		expect(released.counts).toMatchObject({ updated: before - 1, none: 1 });
		expect(visible()).toBe(before - 1);
		expect(items().filter(({ item_id }) => item_id === gone.item.item_id)[0]?.visible).toBe(0);
		simulator.world.setOffer(gone.asin!, { inStock: true, price: 2000, shipping: 0 });
		// A show must leave the hour's last 30% alone, and the release took more than the rest.
		await nextHour();
		await sync();
		expect(visible()).toBe(before);
	}, 600_000);

	it('should leave standing a pause from before the brake, and one that came after it', async () => {
		await nextHour();
		const cache = openFolder({ folder, now: Date.now });
		const reason = async () => (await cache.pauses.get(SHOP))?.reason;
		const one = String(items().find((item) => item.visible === 1)!.item_id);
		const pull = async () => await brake({ item_ids: one, reason: '価格ミス' });
		await cache.pauses.set(SHOP, { by: 'owner', reason: '棚卸し' });
		await pull();
		expect(await reason()).toMatch(/^緊急停止/);
		await letGo();
		expect(await reason()).toBe('棚卸し');
		await cache.pauses.clear(SHOP);

		for (const isPulledAgain of [false, true]) {
			await pull();
			await cache.pauses.set(SHOP, { by: 'undo', reason: '実行を元に戻す' });
			if (isPulledAgain) await pull();
			await letGo();
			expect(await reason()).toBe('実行を元に戻す');
		}
		await cache.pauses.clear(SHOP);

		await pull();
		await letGo();
		expect(await reason()).toBeUndefined();
	}, 120_000);

	it('should hide only the chosen items', async () => {
		await nextHour();
		const [first, second] = items().filter((item) => item.visible === 1);
		const { counts } = await brake({ item_ids: `${first!.item_id}、${second!.item_id}` });
		expect(counts).toEqual({ updated: 2 });
		await letGo();
		expect(items().filter((item) => item.visible === 1)).toHaveLength(ITEMS - 3);
	}, 120_000);

	it('should list hidden items with what Amazon says, and show only those that were adopted', async () => {
		const hidden = items().filter((item) => item.visible === 0);
		expect(hidden).toHaveLength(3);
		await sync();
		expect(await look('?page=lists&list=hidden')).toContain('手動で非公開 3件');
		expect(await look('?page=lists&list=hidden')).toContain('Amazonに在庫があります');
		expect(items().filter((item) => item.visible === 0)).toHaveLength(3);

		const say = async (action: string, typed: DeskForm) => {
			const { html } = await openDeskPage('?page=lists&list=hidden');
			return await sendDeskForm({ ...readDeskForm(html, action), ...typed });
		};
		const id = hidden[0]!.item_id;
		const { asin } = simulator.world.listings(SHOP).find(({ item }) => item.item_id === id)!;
		await say('word', { say: 'adopt', member: `${id}:${asin}` });
		await nextHour();
		await sync();
		expect(items().find(({ item_id }) => item_id === hidden[0]!.item_id)?.visible).toBe(1);
		expect(items().filter((item) => item.visible === 0)).toHaveLength(2);

		expect((await say('word', { say: 'adopt' })).location).toContain('done=nothing_chosen');
		const recount = async () => {
			const { countedLists } = stored();
			await countedLists.note(SHOP, { ...(await countedLists.read(SHOP))!, at: LONG_AGO });
			await openDeskPage('?page=lists&list=hidden');
			return await openDeskPage('?page=lists&list=hidden');
		};
		const stale = await recount();
		simulator.world.editListing(SHOP, items()[20]!.item_id, { visible: 0 });
		await sync();
		await recount();
		const old = await sendDeskForm({ ...readDeskForm(stale.html, 'word_all'), sure: 'yes' });
		expect(old.status).toBe(409);
		expect((await say('word_all', { sure: 'yes' })).status).toBe(303);
		await nextHour();
		await sync();
		expect(visible()).toBe(ITEMS);
	}, 600_000);
});
