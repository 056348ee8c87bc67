import { join } from 'node:path';
import { quickenFirstCalls } from '../support/quickRates';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
	type EngineRun,
} from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';
import { offer } from '../support/situation';
import { openFolder } from '../support/stored';

const P = 'n8n-nodes-amazon-base-sync';
const SHOP = 'demo-shop';

/** BASE Update's jobs that a person starts, on a shop of 40 items (two of them without an ASIN). */
describe('BASE Update: Brake, Release Brake and Undo', () => {
	let simulator: Simulator;
	let credentials: Credentials;

	beforeEach(async () => {
		useTemporaryUserFolder();
		quickenFirstCalls();
		simulator = await startSimulator({ products: 40, plain: true, speed: 1e6, tokenSpeed: 1 });
		credentials = credentialsFor(simulator);
		for (const { item } of simulator.world.listings(SHOP).slice(0, 2)) {
			simulator.world.editListing(SHOP, item.item_id, { identifier: '手作り' });
		}
	});
	afterEach(async () => await simulator.stop());

	const run = async (...nodes: Parameters<typeof inARow>): Promise<EngineRun> =>
		await runWorkflow(inARow(...nodes), { credentials });
	const live = (id: string) => ({ run: { id, dry_run: false, account: '' } });
	const base = (operation: string, parameters: Record<string, unknown> = {}) => ({
		name: 'it',
		type: `${P}.baseUpdate`,
		parameters: { operation, ...parameters },
	});
	const brake = async (id: string, mode = 'run') =>
		await run(
			itemsNode([live(id)]),
			{ type: `${P}.baseListings`, parameters: { options: {} } },
			base('brake', { reason: '価格ミス', mode }),
		);
	/** All items, those without an ASIN too: the brake takes what the split output gives as well. */
	const brakeAll = async (id: string) => {
		const items = simulator.world.listings(SHOP).map(({ asin, item }) => ({
			...live(id),
			asin: item.identifier === '手作り' ? null : asin,
			listing: {
				account: SHOP,
				item_id: item.item_id,
				title: item.title,
				price: item.price,
				visible: item.visible === 1,
				stock: item.stock,
				identifier: item.identifier,
				variation_count: 0,
				variations: [],
				modified: null,
				read_at: new Date().toISOString(),
			},
		}));
		return await run(itemsNode(items), base('brake'));
	};
	const actions = (ended: EngineRun): Record<string, number> => {
		const counts: Record<string, number> = {};
		for (const { result } of ended.output('it')) {
			const { action } = result as { action: string };
			counts[action] = (counts[action] ?? 0) + 1;
		}
		return counts;
	};
	const visible = (): number[] =>
		simulator.world
			.listings(SHOP)
			.filter(({ item }) => item.visible === 1)
			.map(({ item }) => item.item_id)
			.sort();
	const edits = () => simulator.counters.of('base', 'items/edit').calls;

	it('should hide everything with one call an item, keep what the owner hid, and show exactly its own again', async () => {
		const all = simulator.world.listings(SHOP).map(({ item }) => item.item_id);
		simulator.world.editListing(SHOP, all[5]!, { visible: 0 });
		simulator.world.editListing(SHOP, all[6]!, { stock: 0 });
		const before = visible();
		expect(before).toHaveLength(39);

		const braked = await brakeAll('r-brake');
		expect(braked.error).toBeUndefined();
		expect(actions(braked)).toEqual({ updated: 39, none: 1 });
		expect(edits()).toBe(39);
		expect(visible()).toEqual([]);

		// While it holds, an update of another run is refused for this account.
		const { asin, item } = simulator.world.listings(SHOP)[10]!;
		const update = await run(
			itemsNode([
				{
					...live('r-sync'),
					asin,
					listing: { account: SHOP, item_id: item.item_id, price: item.price, visible: false },
					offer: offer(),
					decision: { edits: { visible: true }, kinds: ['show'], risk: 'adds', why: [] },
				},
			]),
			base('update'),
		);
		expect(update.output('it')[0]?.result).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('緊急停止') as string,
		});

		const released = await run(itemsNode([live('r-release')]), base('releaseBrake'));
		expect(released.error).toBeUndefined();
		expect(actions(released)).toEqual({ updated: 39 });
		expect(visible()).toEqual(before);
		const again = await run(itemsNode([live('r-release-2')]), base('releaseBrake'));
		expect(again.error).toContain('緊急停止していません');
	}, 60_000);

	it('should hide no more once somebody released the brake while it was at work', async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const cache = openFolder({ folder, now: Date.now });
		simulator.faults.add({ kind: 'slow', operation: 'items/edit', milliseconds: 30 });
		let poll: NodeJS.Timeout | undefined;
		const items = await run(itemsNode([live('r')]), {
			name: 'list',
			type: `${P}.baseListings`,
			parameters: { options: {} },
		});
		const braked = await runWorkflow(inARow(itemsNode(items.output('list')), base('brake')), {
			credentials,
			onStart: () => {
				poll = setInterval(() => {
					if (edits() < 5) return;
					clearInterval(poll);
					void cache.brakes.clear(SHOP);
				}, 5);
			},
		});
		clearInterval(poll);
		const { updated = 0, none = 0 } = actions(braked);
		expect(updated).toBeLessThan(38);
		expect(updated + none).toBe(38);
		expect(visible()).toHaveLength(40 - updated);
	});

	it('should not take for its own what the owner hid while it waited', async () => {
		const items = await run(itemsNode([live('r')]), {
			name: 'list',
			type: `${P}.baseListings`,
			parameters: { options: {} },
		});
		const early = items.output('list').map((item) => ({
			...item,
			listing: {
				...(item.listing as object),
				read_at: new Date(Date.now() - 20 * 60_000).toISOString(),
			},
		}));
		const byHand = simulator.world.listings(SHOP)[9]!.item.item_id;
		simulator.world.editListing(SHOP, byHand, { visible: 0 });
		const braked = await run(itemsNode(early), base('brake'));
		expect(actions(braked)).toEqual({ updated: 37, none: 1 });
		// Three looks (the list, one before the hides, one after them), each with a call that asks whether
		// anything follows.
		expect(simulator.counters.of('base', 'items').calls).toBe(6);
		await run(itemsNode([live('r-release')]), base('releaseBrake'));
		expect(visible()).toHaveLength(39);
		expect(visible()).not.toContain(byHand);
	});

	it('should keep a pause that stood before the brake, and show nothing below its floor', async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const cache = openFolder({ folder, now: Date.now });
		await cache.pauses.set(SHOP, { by: 'owner', reason: '棚卸し' });
		const dear = simulator.world.listings(SHOP)[9]!;
		expect(actions(await brake('r-brake'))).toEqual({ updated: 38 });
		// The release asks Amazon anew.
		const offered = { price: dear.item.price, inStock: true, shipping: 0 };
		simulator.world.setOffer(dear.asin!, offered);
		const released = await run(itemsNode([live('r-release')]), base('releaseBrake'));
		expect(actions(released)).toEqual({ updated: 37, none: 1 });
		expect(visible()).not.toContain(dear.item.item_id);
		expect((await cache.pauses.get(SHOP))?.reason).toBe('棚卸し');
		const document = (await cache.read([dear.asin!])).get(dear.asin!);
		expect(document?.shop?.[`${SHOP}/${dear.item.item_id}`]).toMatchObject({
			hidden_by_brake_at: null,
			hidden_by_sync_at: expect.any(String) as string,
		});
	});

	it('should keep the brake of a shop that the credential is not connected to', async () => {
		const other = await startSimulator({
			products: 3,
			plain: true,
			speed: 1,
			tokenSpeed: 1,
			shops: 2,
		});
		try {
			const [first, second] = [0, 1].map((shop) => credentialsFor(other, shop));
			const name = other.credentials.shops[1]!.name;
			const item = (id: string) => itemsNode([{ run: { id, dry_run: false, account: '' } }]);
			const listings = { type: `${P}.baseListings`, parameters: { options: {} } };
			const does = (parameters: Record<string, unknown>) => ({
				name: 'it',
				type: `${P}.baseUpdate`,
				parameters: parameters as never,
			});
			const pull = inARow(item('r-brake'), listings, does({ operation: 'brake' }));
			await runWorkflow(pull, { credentials: second! });
			const release = inARow(item('r-release'), does({ operation: 'releaseBrake', account: name }));
			const { error } = await runWorkflow(release, { credentials: first! });
			expect(error).toContain(`接続しているショップ demo-shop には1つもありません`);
			const shown = () => other.world.listings(name).map((listed) => listed.item.visible);
			expect(shown()).toEqual([0, 0, 0]);
			expect((await runWorkflow(release, { credentials: second! })).error).toBeUndefined();
			expect(shown()).toEqual([1, 1, 1]);
		} finally {
			await other.stop();
		}
	});

	it('should hide nothing in a dry run, and tell what it would hide', async () => {
		const dry = await brake('r-dry', 'dry_run');
		expect(actions(dry)).toEqual({ dry_run: 38 });
		expect(edits()).toBe(0);
		expect((await run(itemsNode([{}]), base('releaseBrake'))).error).toContain('していません');
	});

	it('should hide the rest after a lost answer or a refused item, and release what it hid', async () => {
		simulator.faults.add({ kind: 'lostAnswer', operation: 'items/edit', times: 2 });
		const gone = simulator.world.listings(SHOP)[20]!.item.item_id;
		const items = await run(itemsNode([live('r')]), {
			name: 'list',
			type: `${P}.baseListings`,
			parameters: { options: {} },
		});
		simulator.world.deleteListing(SHOP, gone);
		const braked = await run(itemsNode(items.output('list')), base('brake'));
		expect(actions(braked)).toEqual({ updated: 37, failed: 1 });
		expect(
			braked
				.output('it')
				.map(({ result }) => result as { error: string | null })
				.find(({ error }) => error !== null)?.error,
		).toContain('削除された商品です');
		expect(visible()).toHaveLength(2);
		const released = await run(itemsNode([live('r-release')]), base('releaseBrake'));
		expect(actions(released)).toEqual({ updated: 37 });
		expect(visible()).toHaveLength(39);
	});

	const edited = (id: string, price: number) => {
		const items = simulator.world.listings(SHOP).slice(2, 12);
		return items.map(({ asin, item }) => ({
			...live(id),
			asin,
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
			decision: { edits: { price }, kinds: ['cut'], risk: 'adds', why: ['仕入 × 1.15'] },
		}));
	};

	it('should put back every price that nobody touched since, and pause the account until it is resumed', async () => {
		const before = new Map(
			simulator.world.listings(SHOP).map(({ item }) => [item.item_id, item.price]),
		);
		const bad = await run(itemsNode(edited('r-bad', 777)), base('update'));
		expect(actions(bad)).toEqual({ updated: 10 });
		const touched = simulator.world.listings(SHOP)[4]!.item.item_id;
		simulator.world.editListing(SHOP, touched, { price: 888 });

		const dry = await run(
			itemsNode([live('r-undo')]),
			base('undo', { undoRun: 'r-bad', mode: 'dry_run' }),
		);
		expect(actions(dry)).toEqual({ dry_run: 9, none: 1 });

		const undone = await run(itemsNode([live('r-undo')]), base('undo', { undoRun: ' r-bad ' }));
		expect(undone.error).toBeUndefined();
		expect(actions(undone)).toEqual({ updated: 9, none: 1 });
		for (const { item } of simulator.world.listings(SHOP)) {
			const expected = item.item_id === touched ? 888 : before.get(item.item_id);
			expect([item.item_id, item.price]).toEqual([item.item_id, expected]);
		}
		const why = undone
			.output('it')
			.map(({ decision }) => (decision as { why: string[] }).why.join())
			.find((line) => line.includes('888円'));
		expect(why).toBe('価格はその後 888円 に変わったため、そのままにします');

		const sync = await run(itemsNode(edited('r-next', 999)), base('update'));
		expect(actions(sync)).toEqual({ deferred: 10 });
		expect((sync.output('it')[0]?.result as { error: string }).error).toContain(
			'実行 r-bad を元に戻す',
		);
		const twice = await run(itemsNode([live('r-undo-2')]), base('undo', { undoRun: 'r-bad' }));
		expect(actions(twice)).toEqual({ none: 10 });
	});

	it('should show again only what its run hid and nobody touched since, and nothing under a brake', async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const cache = openFolder({ folder, now: Date.now });
		const listed = simulator.world.listings(SHOP).slice(5, 8);
		const hide = (runId: string) =>
			listed.map(({ asin, item }) => ({
				...live(runId),
				asin,
				listing: {
					account: SHOP,
					item_id: item.item_id,
					title: item.title,
					price: item.price,
					visible: true,
					stock: item.stock,
					identifier: item.identifier,
					variation_count: 0,
					variations: [],
					modified: null,
					read_at: new Date().toISOString(),
				},
				offer: offer({ fetched_at: new Date().toISOString() }),
				decision: {
					desired: { price: item.price, visible: false, stock: item.stock },
					edits: { visible: false },
					kinds: ['hide'],
					risk: 'lowers',
					held: null,
					held_moves: [],
					floor: null,
					why: [],
					approved: false,
				},
			}));
		expect(actions(await run(itemsNode(hide('r-hide')), base('update')))).toEqual({ updated: 3 });
		// The sync showed the first again, and the owner hid it by hand.
		const [byHand] = listed.map(({ asin, item }) => ({ asin: asin!, item }));
		await cache.write([
			{
				asin: byHand!.asin,
				set: { shop: { [`${SHOP}/${byHand!.item.item_id}`]: { hidden_by_sync_at: null } } },
			},
		]);
		await cache.brakes.add(SHOP, { run: 'r-brake', pausedBefore: null });
		const undo = async () =>
			await run(itemsNode([live('r-undo')]), base('undo', { undoRun: 'r-hide' }));
		expect(actions(await undo())).toEqual({ none: 3 });
		await cache.brakes.clear(SHOP);
		expect(actions(await undo())).toEqual({ updated: 2, none: 1 });
		expect(visible()).not.toContain(byHand!.item.item_id);
	});

	it('should hand a failure to the error output, and nothing to the other', async () => {
		const workflow = inARow(itemsNode([live('r')]), base('undo', { undoRun: 'no-such-run' }));
		workflow.nodes[1]!.onError = 'continueErrorOutput';
		const ended = await runWorkflow(workflow, { credentials });
		expect(ended.error).toBeUndefined();
		expect(ended.output('it', 0)).toEqual([]);
		expect(ended.output('it', 1)[0]?.error).toContain(
			'実行 no-such-run の書き込みの記録がありません',
		);
	});

	it('should say so when there is no such run', async () => {
		expect(
			(await run(itemsNode([live('r')]), base('undo', { undoRun: '20260101-0000-aaaa' }))).error,
		).toContain('実行 20260101-0000-aaaa の書き込みの記録がありません');
		expect((await run(itemsNode([live('r')]), base('undo', { undoRun: '  ' }))).error).toContain(
			'Run to Undo が空です',
		);
	});
});
