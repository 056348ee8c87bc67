import { faultOf, ruledPrice, truthsOf } from '../../demo/story/expectations';
import { editsMade, observeRun, type Observation, rejectedCalls } from '../../demo/story/observe';
import type { RunRecord } from '../../lib/ledger/runs/runRecords';
import { mayStand } from '../../lib/shop/jobs/itemsOfRun';
import { waitFor } from '../../realN8n/machine/waiting';
import { setDesk, type DeskStage } from './deskStage';
import { countable, type RealN8n, shopName } from './realN8n';

const products = 300;

/** Three chunks of 100: n8n is killed in the second, with the first saved and written to BASE. */
describe('a power cut in the middle of a run', () => {
	let desk: DeskStage;
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
		desk = await setDesk({ products, plain: true, speed: 20 }, settings);
		({ n8n } = desk);
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
		await desk?.n8n.close();
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

	const pageOf = async (query: string): Promise<string> => {
		const { authorization } = desk;
		const response = await fetch(`${desk.address}${query}`, { headers: { authorization } });
		expect(response.status).toBe(200);
		return await response.text();
	};

	/** What the journal holds of each sync, oldest first, beside the page of its run. */
	const readSyncs = async () => {
		const { history, journal } = n8n.cache;
		const records = await history.read(await history.ids());
		const startOf = ({ started_at }: RunRecord) => Date.parse(started_at);
		return await Promise.all(
			records
				.filter(({ mode }) => mode === 'sync')
				.sort((one, other) => startOf(one) - startOf(other))
				.map(async ({ id, state }) => {
					const edits = (await journal.ofRun(id)).filter(mayStand).length;
					return { state, edits, page: await pageOf(`?page=run&id=${id}`) };
				}),
		);
	};

	it('shows on the desk what the journal holds, of the run that was killed and of the next one', async () => {
		const runs = (await readSyncs()).filter(({ edits }) => edits > 0);
		expect(runs.map(({ state, edits }) => [state, edits])).toEqual([
			['dead', 10],
			['finished', 20],
		]);
		for (const { edits, page } of runs) expect(page).toContain(`<h2>BASEの変更 ${edits}件</h2>`);
		expect(runs[0]!.page).toContain('途中で止まりました');
		expect(await pageOf('?page=runs')).toContain('途中で止まりました。BASEの変更 10件');
	});

	it('shows on the desk what a run did before somebody pressed Stop', async () => {
		const { world, counters, faults } = n8n.simulator;
		await n8n.stage.set({ ttl_hours: 0 });
		for (const asin of world.products.keys()) {
			world.setOffer(asin, { price: Math.ceil(world.truth(asin).price! * 1.02) });
		}
		faults.add({ kind: 'slow', operation: 'items/edit', milliseconds: 30 });
		counters.reset();
		const id = await n8n.stage.start();
		await waitFor('a few are written', () => counters.of('base', 'items/edit').calls >= 5);
		await n8n.stage.api.post(`/executions/${id}/stop`, {});
		await waitFor(
			'n8n has stopped it',
			async () =>
				(await n8n.stage.api.get<{ status: string }>(`/executions/${id}`)).status === 'canceled',
		);
		faults.clear();
		const { edits, page } = (await readSyncs()).at(-1)!;
		expect(edits).toBe(counters.of('base', 'items/edit').calls);
		expect(page).toContain(`<h2>BASEの変更 ${edits}件</h2>`);
	});

	it('counts no edit of a run whose credential was dead', async () => {
		n8n.simulator.faults.add({ kind: 'accountRestricted' });
		expect((await n8n.stage.run()).status).toBe('error');
		n8n.simulator.faults.clear();
		const { edits, page } = (await readSyncs()).at(-1)!;
		expect(edits).toBe(0);
		expect(page).toContain('この実行は、BASEの商品を変えていません');
	});
});
