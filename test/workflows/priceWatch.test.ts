import { startSimulator, type Simulator } from '../../simulator/start';
import {
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
	type EngineRun,
} from '../support/n8nEngine';
import { askForAll, chatworkOf, credentialsFor, shippedWorkflow } from '../support/shopWorld';

useTemporaryUserFolder();

describe('price-watch.json', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	const tables = new Map<string, Array<Record<string, unknown>>>();

	const run = async (file: string, settings: Record<string, unknown> = {}): Promise<EngineRun> => {
		const workflow = shippedWorkflow(file, {
			dry_run: false,
			...chatworkOf(simulator),
			...settings,
		});
		const startNode = file === 'price-watch.json' ? '30分ごと' : '3時間ごと';
		return await runWorkflow(workflow, { credentials, tables, startNode });
	};
	const watch = async () => await run('price-watch.json');
	const offerCalls = () => simulator.counters.of('amazon', 'getItemOffersBatch');

	beforeAll(async () => {
		simulator = await startSimulator({ products: 200, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		const first = await run('price-stock-sync.json', { use_single_operation: false });
		expect(first.error).toBeUndefined();
	}, 90_000);

	afterAll(async () => await simulator.stop());

	it('should confirm nothing, set no stamp and leave a history row while nothing moved', async () => {
		await watch();
		simulator.counters.reset();
		const second = await watch();
		expect(second.error).toBeUndefined();
		expect(simulator.counters.of('amazon', 'getCompetitivePricing')).toMatchObject({
			calls: 10,
			rejected: 0,
		});
		expect(offerCalls().calls).toBe(0);
		expect(simulator.counters.of('base', 'items/edit').calls).toBe(0);
		expect(second.output('変動レポート')[0]).toMatchObject({ has_changes: false });
		expect(second.output('動きを調べて確かめる').some((item) => 'offer' in item)).toBe(false);
		expect(tables.get('sync_runs')?.at(-1)).toMatchObject({ notified: '不要', result: '成功' });
	}, 60_000);

	it('should confirm what moved at once and apply it, and nothing else', async () => {
		const moved = [...simulator.world.products.keys()].slice(20, 30);
		for (const asin of moved) {
			const { price } = simulator.world.truth(asin);
			simulator.world.setOffer(asin, { price: (price ?? 0) + 500, inStock: true, shipping: 0 });
		}
		simulator.counters.reset();
		simulator.messages.clear();
		const second = await watch();
		expect(second.error).toBeUndefined();
		const confirmed = second
			.output('動きを調べて確かめる')
			.filter((item) => 'offer' in item)
			.map((item) => item.asin);
		const listed = moved.filter((asin) => simulator.world.itemsOf('demo-shop', asin).length > 0);
		expect(new Set(confirmed)).toEqual(new Set(listed));
		expect(simulator.counters.of('amazon', 'getItemOffers').rejected).toBe(0);
		expect(offerCalls().rejected).toBe(0);
		expect(second.output('変動レポート')[0]?.summary).toMatchObject({
			changed: confirmed.length,
			edited: confirmed.length,
		});
		expect(simulator.messages.list()).toHaveLength(1);

		simulator.counters.reset();
		const third = await watch();
		expect(third.error).toBeUndefined();
		expect(offerCalls().calls).toBe(0);
	}, 60_000);

	it('should hide what sold out within the half hour, and show it again', async () => {
		const asin = [...simulator.world.products.keys()].find(
			(each, index) => index > 60 && simulator.world.itemsOf('demo-shop', each).length > 0,
		)!;
		const visible = () => simulator.world.itemsOf('demo-shop', asin).map((item) => item.visible);
		const { price } = simulator.world.truth(asin);
		simulator.world.setOffer(asin, { inStock: false });
		expect((await watch()).error).toBeUndefined();
		expect(visible()).toEqual([0]);
		simulator.counters.reset();
		await watch();
		expect(offerCalls().calls).toBe(0);
		simulator.world.setOffer(asin, { inStock: true, price: price!, shipping: 0 });
		await watch();
		expect(visible()).toEqual([1]);
	}, 60_000);

	it('should run beside the 3-hour sync without a rejected call or an older decision winning', async () => {
		const [asin = ''] = [...simulator.world.products.keys()].slice(50, 51);
		simulator.world.setOffer(asin, { price: 5000, inStock: true, shipping: 0 });
		simulator.counters.reset();
		const [watched, synced] = await Promise.all([watch(), run('price-stock-sync.json', askForAll)]);
		expect(watched.error).toBeUndefined();
		expect(synced.error).toBeUndefined();
		expect(offerCalls().rejected).toBe(0);
		expect(simulator.world.itemsOf('demo-shop', asin)[0]).toMatchObject({ price: 6500 });
	}, 60_000);

	it('should share one Amazon quota among two executions of each, for two shops', async () => {
		const other = await startSimulator({
			products: 100,
			plain: true,
			shops: 2,
			speed: 20,
			tokenSpeed: 1,
		});
		try {
			const of = (shop: number) => credentialsFor(other, shop);
			const execute = async (file: string, shop: number) => {
				const workflow = shippedWorkflow(file, {
					dry_run: false,
					...(file === 'price-watch.json' ? {} : { use_single_operation: false }),
					account: `shop-${shop}`,
					...chatworkOf(other),
				});
				const startNode = file === 'price-watch.json' ? '30分ごと' : '3時間ごと';
				const done = await runWorkflow(workflow, { credentials: of(shop), startNode });
				expect(done.error).toBeUndefined();
			};
			await Promise.all(
				[0, 1].flatMap((shop) => [
					execute('price-watch.json', shop),
					execute('price-stock-sync.json', shop),
				]),
			);
			for (const operation of ['getItemOffersBatch', 'getCompetitivePricing']) {
				const { calls, throttled } = other.counters.of('amazon', operation);
				expect({ operation, isUsed: calls > 0, throttled }).toEqual({
					operation,
					isUsed: true,
					throttled: 0,
				});
			}
		} finally {
			await other.stop();
		}
	}, 120_000);
});
