import { faultOf, ruledPrice, truthsOf } from '../../demo/story/expectations';
import { editsMade, observeRun, type Observation, rejectedCalls } from '../../demo/story/observe';
import { countable, realN8n, type RealN8n, shopName } from './realN8n';
import { waitFor } from '../../realN8n/machine/waiting';

const products = 300;

/** Three chunks of 100: n8n is killed in the second, with the first saved and written to BASE. */
describe('a power cut in the middle of a run', () => {
	let n8n: RealN8n;
	let savedBefore: number;
	let editsBefore: number;
	let told: string | undefined;

	const wrongListings = (): string[] => {
		const { world } = n8n.simulator;
		const listings = world.listings(shopName);
		const truths = truthsOf(world, listings);
		return listings.flatMap((listed) => {
			const fault = faultOf(listed, truths.get(listed.asin!)!);
			return fault === null ? [] : [`${listed.asin}: ${fault}`];
		});
	};

	const savedItems = async (): Promise<number> =>
		(await n8n.cache.read([...n8n.simulator.world.products.keys()])).size;

	beforeAll(async () => {
		const settings = { ...countable, dry_run: false, ttl_hours: 2 };
		n8n = await realN8n({ products, plain: true, speed: 20 }, settings);
		const { world, counters } = n8n.simulator;
		world.listings(shopName).forEach(({ asin, item }, index) => {
			const right = ruledPrice(world.truth(asin!).price!)!;
			// Every tenth price is 200 yen too low: 30 edits, 10 in each chunk.
			const price = index % 10 === 0 ? right - 200 : right;
			world.editListing(shopName, item.item_id, { price });
		});
		counters.reset();
		await n8n.stage.start();
		await waitFor(
			'the second chunk is under way',
			() =>
				counters.of('base', 'items/edit').calls > 0 &&
				counters.of('amazon', 'getItemOffersBatch').calls >= 7,
		);
		await n8n.stage.kill();
		savedBefore = await savedItems();
		editsBefore = editsMade({ counters: counters.snapshot() } as Observation);
		await n8n.stage.startAgain();
	});

	afterAll(async () => {
		await n8n?.close();
	});

	it('has saved the first chunk and put its listings right', () => {
		expect(savedBefore).toBe(100);
		expect(editsBefore).toBe(10);
		expect(wrongListings()).toHaveLength(20);
	});

	it('asks for the rest alone, at once, and leaves no listing wrong', async () => {
		const seen = await observeRun(n8n.stage, n8n.simulator, false);
		expect(seen.summary).toMatchObject({ total: 300, fetched: 200, unknown: 0, failed: 0 });
		expect(seen.counters.services.amazon.getItemOffersBatch!.calls).toBe(10);
		expect(rejectedCalls(seen)).toBe(0);
		expect(editsMade(seen)).toBe(20);
		expect(wrongListings()).toEqual([]);
		expect(await savedItems()).toBe(300);
		[told] = seen.messages;
	});

	it('tells in its message what was cut off, with its number and its edits', async () => {
		const [, number] = /実行番号 ([0-9a-z-]+) を使います/.exec(told ?? '') ?? [];
		expect(told).toContain('途中で止まりました。それまでにBASEの商品 10件を変更しています');
		expect(told).toContain('そのほかの更新 (掛け率の変更、前回の繰り越しなど) 30件');
		const rows = await n8n.stage.readTable('sync_runs');
		expect(rows.find(({ run }) => run === number)).toMatchObject({
			...{ edited: 10, result: '失敗: 途中で終わりました' },
		});
	});

	it('began with the stalest: what was never asked for came before what was saved', async () => {
		const seen = await observeRun(n8n.stage, n8n.simulator, false);
		expect(seen.summary).toMatchObject({ fetched: 0, edited: 0 });
		expect(editsMade(seen)).toBe(0);
	});
});
