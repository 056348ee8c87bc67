import { startSimulator, type Simulator } from '../../simulator/start';
import { brakeAtDesk } from '../support/deskJobs';
import { useTemporaryUserFolder, type Credentials } from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { syncOnce } from '../support/syncOnce';

const SHOP = 'demo-shop';
/** The shop's price by the usual rule once Amazon asks 1,800 yen. */
const CHEAPER = 2340;

shortenWaits();
let story: SyncStory;
beforeAll(async () => void (story = await openStory(20)), 60_000);
afterAll(async () => await story.stop());
afterEach(() => story.simulator.faults.clear());

const cheaper = (asin: string) => {
	story.simulator.world.setOffer(asin, { price: 1800, inStock: true, shipping: 0 });
};
const callsOf = (operation: string) => story.simulator.counters.of('base', operation).calls;
const appliedTo = (asin: string) =>
	story.simulator.counters.writesOf(SHOP, story.shown(asin).item_id).edits;
/** The fault strikes the oldest items of the shop, which the first tests take in turn. */
const refuseForGood = () => story.simulator.faults.add({ kind: 'neverEditable', count: 10 });

describe('an item that BASE never edits', () => {
	let asin: string;
	beforeEach(() => {
		asin = story.nextAsin();
		cheaper(asin);
		refuseForGood();
	});

	it('should be told with its title, the reason and what to do', async () => {
		const { message, itemOf } = await story.sync();

		expect(message).toContain(story.shown(asin).title.slice(0, 20));
		expect(message).toContain('デジタルコンテンツの商品は編集できません。');
		expect(message).toContain('BASEの管理画面で');
		expect(itemOf(asin).result?.action).toBe('failed');
	}, 60_000);

	it('should cost no call in a later run', async () => {
		await story.sync();
		story.simulator.counters.reset();
		await story.sync();

		expect(callsOf('items/detail')).toBe(0);
		expect(callsOf('items/edit')).toBe(0);
	}, 60_000);

	it('should be told once', async () => {
		await story.sync();

		expect((await story.sync()).message).toBe('');
	}, 60_000);

	it('should say of itself why nothing is done', async () => {
		await story.sync();
		const { itemOf } = await story.sync();

		expect(itemOf(asin).decision?.why.join()).toContain(
			'デジタルコンテンツの商品は編集できません。',
		);
	}, 60_000);

	it('should keep no other item from its edit', async () => {
		const other = story.asins.at(-1)!;
		cheaper(other);
		await story.sync();

		expect(story.shown(other).price).toBe(CHEAPER);
	}, 60_000);

	// BASE tells the time of a change in seconds: a minute later it is surely another one.
	const changeByHand = () => void (story.shown(asin).modified += 60);

	it('should be tried once more after the owner changed it, and be told no second time', async () => {
		await story.sync();
		changeByHand();
		story.simulator.counters.reset();
		const { message } = await story.sync();
		expect(callsOf('items/edit')).toBe(1);
		expect(message).toBe('');

		story.simulator.counters.reset();
		await story.sync();
		expect(callsOf('items/edit')).toBe(0);
	}, 60_000);

	it('should be edited again once BASE takes its edits', async () => {
		await story.sync();
		story.simulator.faults.clear();
		changeByHand();
		await story.sync();
		expect(story.shown(asin).price).toBe(CHEAPER);

		story.simulator.world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
		await story.sync();
		expect(story.shown(asin).price).toBe(2600);
	}, 60_000);
});

describe('a trouble of BASE that passes', () => {
	it.each([
		['a db_error', { kind: 'databaseError' as const }],
		['a page of HTML', { kind: 'html' as const, service: 'base' as const, status: 400 }],
	])(
		'should not stop the run where one page of the list is %s',
		async (_, fault) => {
			const asin = story.nextAsin();
			cheaper(asin);
			story.simulator.faults.add({ ...fault, operation: 'items', times: 1 });
			const { error } = await story.sync();

			expect(error).toBeUndefined();
			expect(story.shown(asin).price).toBe(CHEAPER);
		},
		60_000,
	);

	it('should not stop the run where BASE cannot renew the token at once', async () => {
		const asin = story.nextAsin();
		cheaper(asin);
		story.simulator.faults.add({ kind: 'expireTokens', service: 'base' });
		story.simulator.faults.add({ kind: 'databaseError', operation: 'oauth/token', times: 1 });
		const { error } = await story.sync();

		expect(error).toBeUndefined();
		expect(story.shown(asin).price).toBe(CHEAPER);
	}, 60_000);

	it.each([
		['db_error', { kind: 'databaseError' as const }],
		['a page of HTML', { kind: 'html' as const, service: 'base' as const, status: 400 }],
	])(
		'should cost an edit that it strikes nothing: %s',
		async (_, fault) => {
			const asin = story.nextAsin();
			cheaper(asin);
			story.simulator.faults.add({ ...fault, operation: 'items/edit', times: 1 });
			story.simulator.counters.reset();
			const { itemOf } = await story.sync();

			expect(itemOf(asin).result?.action).toBe('updated');
			expect(appliedTo(asin)).toBe(1);
			expect(story.shown(asin).price).toBe(CHEAPER);
		},
		60_000,
	);

	it('should be given up for this run where it stays, and the next run goes on', async () => {
		const asin = story.nextAsin();
		cheaper(asin);
		story.simulator.counters.reset();
		story.simulator.faults.add({ kind: 'databaseError', operation: 'items/edit' });
		const { itemOf, error } = await story.sync();
		expect(error).toBeUndefined();
		expect(itemOf(asin).result).toMatchObject({
			action: 'failed',
			error: expect.stringContaining('db_error') as string,
		});
		expect(callsOf('items/edit')).toBeLessThanOrEqual(3);

		story.simulator.faults.clear();
		await story.sync();
		expect(story.shown(asin).price).toBe(CHEAPER);
	}, 60_000);
});

describe('an account that BASE restricts', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	/** Three chunks of the loop, with something to do in each. */
	beforeEach(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({ products: 240, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		for (const { asin, item } of simulator.world.listings(SHOP)) {
			simulator.world.setOffer(asin!, { price: 2000, inStock: true, shipping: 0 });
			simulator.world.editListing(SHOP, item.item_id, { price: 2600 });
		}
		for (const place of [10, 120, 230]) {
			const { item } = simulator.world.listings(SHOP)[place]!;
			simulator.world.editListing(SHOP, item.item_id, { price: 2500 });
		}
	});
	afterEach(async () => await simulator.stop());

	it.each([
		['wrongScope' as const, 'write_items が足りません'],
		['shopRestricted' as const, 'このショップは現在ご利用いただけません。'],
	])(
		'should be asked once a run where it is %s',
		async (kind, told) => {
			simulator.faults.add({ kind, operation: 'items/edit' });
			const { run, message } = await syncOnce(simulator, credentials);

			expect(run.error).toBeUndefined();
			expect(simulator.counters.of('base', 'items/edit').calls).toBe(1);
			expect(message).toContain(told);
		},
		120_000,
	);
});

describe('an item that BASE never edits, in an emergency', () => {
	it('should be left to the owner by the brake, which says so', async () => {
		useTemporaryUserFolder();
		const simulator = await startSimulator({ products: 5, plain: true, speed: 1e6, tokenSpeed: 1 });
		try {
			simulator.faults.add({ kind: 'neverEditable', count: 1 });
			const credentials = credentialsFor(simulator);
			await syncOnce(simulator, credentials, { settings: { dry_run: true } });
			const run = await brakeAtDesk({ simulator, credentials });

			const [told] = run.output('結果をまとめる');
			expect(told?.counts).toEqual({ updated: 4, failed: 1 });
			expect(told?.page).toContain('デジタルコンテンツ');
		} finally {
			await simulator.stop();
		}
	}, 60_000);
});
