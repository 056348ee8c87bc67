import { startSimulator, type Simulator } from '../../simulator/start';
import type { RunItem } from '../../lib/report/summary';
import { itemsOfRun } from '../support/itemsOfRun';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';
import { offer } from '../support/situation';
import { quickenFirstCalls } from '../support/quickRates';
import { shortenWaits } from '../support/shortWaits';

const SHOP = 'demo-shop';
const ITEMS = 120;
const P = 'n8n-nodes-amazon-base-sync';

/** What can go wrong at BASE in the middle of a run: each ends in a clear line, the rest is done. */
describe('trouble in the shop while a run goes on', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	shortenWaits();

	beforeAll(async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({ products: ITEMS, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		for (const { asin, item } of simulator.world.listings(SHOP)) {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			simulator.world.editListing(SHOP, item.item_id, { price: 2600 });
		}
		await sync();
	});
	afterAll(async () => await simulator.stop());
	afterEach(() => simulator.faults.clear());

	const sync = async (onFirstEdit: () => void = () => undefined) => {
		simulator.counters.reset();
		simulator.messages.clear();
		const workflow = shippedWorkflow('price-stock-sync.json', {
			dry_run: false,
			...askForAll,
			...chatworkOf(simulator),
		});
		let poll: NodeJS.Timeout | undefined;
		const run = await runWorkflow(workflow, {
			credentials,
			startNode: '定期実行',
			onStart: () => {
				poll = setInterval(() => {
					if (simulator.counters.of('amazon', 'getItemOffersBatch').calls === 0) return;
					clearInterval(poll);
					onFirstEdit();
				}, 1);
			},
		});
		clearInterval(poll);
		expect(run.error).toBeUndefined();
		const items = await itemsOfRun(run);
		return { items, message: simulator.messages.list()[0]?.body ?? '' };
	};
	const item = (index: number) => simulator.world.listings(SHOP)[index]!.item;
	const reprice = (from: number, to: number, price: number) => {
		for (const { asin } of simulator.world.listings(SHOP).slice(from, to)) {
			simulator.world.setOffer(asin!, { price, inStock: true, shipping: 0 });
		}
	};
	const resultsOf = (items: RunItem[]) =>
		Object.fromEntries(
			Object.entries(Object.groupBy(items, ({ result }) => result?.action ?? 'none')).map(
				([action, of]) => [action, of?.length],
			),
		);

	it('should overwrite nothing that the owner changed meanwhile with a cut, a show or a refill', async () => {
		// Before: 0-9 are to be cut, 10-19 were sold and are to be refilled.
		reprice(0, 10, 1900);
		for (let index = 10; index < 20; index++) {
			simulator.world.editListing(SHOP, item(index).item_id, { stock: 0 });
		}
		const { items } = await sync(() => {
			for (let index = 0; index < 5; index++) {
				simulator.world.editListing(SHOP, item(index).item_id, { price: 9_990 });
			}
			for (let index = 5; index < 8; index++) {
				simulator.world.editListing(SHOP, item(index).item_id, { visible: 0 });
			}
			for (let index = 10; index < 15; index++) {
				simulator.world.editListing(SHOP, item(index).item_id, { stock: 7 });
			}
		});
		for (let index = 0; index < 5; index++) expect(item(index).price).toBe(9_990);
		for (let index = 5; index < 8; index++) {
			// The price may follow Amazon; only a person shows the item again.
			expect(item(index).visible).toBe(0);
		}
		for (let index = 8; index < 10; index++) expect(item(index).price).toBe(2470);
		for (let index = 10; index < 15; index++) expect(item(index).stock).toBe(7);
		for (let index = 15; index < 20; index++) expect(item(index).stock).toBe(1);
		expect(resultsOf(items)).toMatchObject({ held: 5, updated: 10 });
		// The next run keeps the owner's price and what they hid.
		await sync();
		for (let index = 0; index < 5; index++) expect(item(index).price).toBe(9_990);
		for (let index = 5; index < 8; index++) expect(item(index).visible).toBe(0);
	}, 120_000);

	it('should tell of an item that was deleted in the admin, and edit the others', async () => {
		reprice(20, 30, 2300);
		const gone = simulator.world.listings(SHOP)[25]!;
		const { items, message } = await sync(() => {
			simulator.world.deleteListing(SHOP, gone.item.item_id);
		});
		expect(resultsOf(items)).toMatchObject({ updated: 9, failed: 1 });
		expect(message).toContain(`管理画面で削除された商品です (商品ID ${gone.item.item_id}`);
		const next = await sync();
		expect(next.items.some(({ item_id }) => item_id === gone.item.item_id)).toBe(false);
		expect(next.message).toBe('');
	}, 120_000);

	it.each([
		['shopRestricted', '利用制限を受けていないか', 'access_denied'],
		['wrongScope', '権限 (read_items・write_items)', 'invalid_scope'],
	] as const)(
		'should say what to do when BASE answers %s, send nothing more, and heal',
		async (kind, line, code) => {
			const before = simulator.world.listings(SHOP).map(({ item: { price } }) => price);
			reprice(30, 40, kind === 'shopRestricted' ? 2200 : 2600);
			simulator.faults.add({ kind, operation: 'items/edit' });
			const { items, message } = await sync();
			expect(simulator.counters.of('base', 'items/edit').calls).toBe(1);
			expect(resultsOf(items)).toMatchObject({ deferred: 10 });
			expect(message).toContain(line);
			expect(message).toContain(code);
			expect(simulator.world.listings(SHOP).map(({ item: { price } }) => price)).toEqual(before);
			simulator.faults.clear();
			expect(resultsOf((await sync()).items)).toMatchObject({ updated: 10 });
		},
		120_000,
	);

	it('should leave for the next run what failed while BASE was down, and do the rest', async () => {
		reprice(40, 60, 2400);
		simulator.faults.add({ kind: 'status', operation: 'items/edit', status: 500, times: 20 });
		const { items, message } = await sync();
		const { failed = 0, updated = 0 } = resultsOf(items);
		expect(failed + updated).toBe(20);
		expect(failed).toBeGreaterThan(0);
		expect(updated).toBeGreaterThan(0);
		expect(message).toContain('BASEから正しい応答がありません (HTTP 500)');
		simulator.faults.clear();
		await sync();
		for (let index = 40; index < 60; index++) expect(item(index).price).toBe(3120);
	}, 120_000);

	it('should write nothing but price, visibility and stock in all of this', async () => {
		reprice(60, 80, 2100);
		await sync();
		const fields = new Set(
			Object.values(simulator.counters.snapshot().writes[SHOP] ?? {}).flatMap((write) =>
				Object.keys(write.fields),
			),
		);
		expect(fields.size).toBeGreaterThan(0);
		for (const field of fields) expect(['price', 'visible', 'stock']).toContain(field);
	}, 120_000);
});

describe('a token that ends every few seconds', () => {
	it('should lose no refresh token and fail no item over four executions at once', async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		// A token lives 3,600 s / 1,800 = 2 s: three simulated minutes would be a hundredth of that speed.
		const simulator = await startSimulator({
			products: 240,
			plain: true,
			speed: 1e6,
			tokenSpeed: 1_800,
		});
		try {
			const credentials = credentialsFor(simulator);
			const items = simulator.world.listings(SHOP).map(({ asin, item }) => ({
				asin,
				run: { id: 'r', dry_run: false, account: SHOP },
				listing: {
					account: SHOP,
					item_id: item.item_id,
					price: item.price,
					visible: true,
					stock: 1,
					variation_count: 0,
					variations: [],
				},
				offer: offer({ fetched_at: new Date().toISOString() }),
				decision: {
					edits: { price: item.price + 100 },
					kinds: ['raise'],
					risk: 'lowers',
					why: ['test'],
				},
			}));
			simulator.faults.add({ kind: 'slow', operation: 'items/edit', milliseconds: 60 });
			const part = async (from: number) => {
				const run = await runWorkflow(
					inARow(itemsNode(items.slice(from, from + 60)), {
						name: 'it',
						type: `${P}.baseUpdate`,
						parameters: {},
					}),
					{ credentials },
				);
				expect(run.error).toBeUndefined();
				return run.output('it').map(({ result }) => (result as { action: string }).action);
			};
			const actions = (await Promise.all([0, 60, 120, 180].map(part))).flat();
			expect(actions).toEqual(Array.from({ length: 240 }, () => 'updated'));
			expect(simulator.counters.snapshot().tokensIssued[SHOP]).toBeGreaterThan(2);
			expect(await part(0)).toHaveLength(60);
		} finally {
			await simulator.stop();
		}
	}, 120_000);
});
