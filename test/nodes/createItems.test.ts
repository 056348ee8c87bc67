import { join } from 'node:path';
import { startOfDay, startOfHour } from '../../lib/baseShop/budget';
import { startSimulator, type Simulator } from '../../simulator/start';
import {
	inARow,
	itemsNode,
	runWorkflow,
	useTemporaryUserFolder,
	type Credentials,
} from '../support/n8nEngine';
import { credentialsFor } from '../support/shopWorld';
import { offer, soldOut, unknown } from '../support/situation';
import { openFolder } from '../support/stored';

const P = 'n8n-nodes-amazon-base-sync';
const SHOP = 'demo-shop';

/** BASE Update's Create against a shop of 30 items; 21 more products exist that no shop lists. */
describe('BASE Update: Create', () => {
	let simulator: Simulator;
	let credentials: Credentials;
	let free: string[];

	beforeAll(async () => {
		useTemporaryUserFolder();
		simulator = await startSimulator({
			products: 30,
			unlisted: 21,
			plain: true,
			speed: 1,
			tokenSpeed: 1,
		});
		credentials = credentialsFor(simulator);
		free = simulator.world.unlistedAsins(SHOP);
	});
	afterAll(async () => await simulator.stop());
	beforeEach(() => simulator.counters.reset());
	afterEach(() => simulator.faults.clear());

	/** As Catalog Items, Batch Offers and Detect Changes hand it on. */
	const candidate = (asin: string, changes: Record<string, unknown> = {}) => ({
		asin,
		run: { id: 'r1', dry_run: false, account: '' },
		basic_info: {
			title_ja: `【Amazon.co.jp限定】 給水器 ${asin} 🐶`,
			description_ja: 'Amazonで人気の給水器です。',
			brand: 'みず',
			bullet_points: ['大容量', '静音'],
			images: ['https://m.media/1.jpg', 'https://m.media/2.jpg'],
			fetched_at: new Date().toISOString(),
		},
		offer: offer({ price: 1000, fetched_at: new Date().toISOString() }),
		decision: {
			desired: { price: 1300, visible: true, stock: 1 },
			edits: {},
			kinds: [],
			held_moves: [],
			why: ['仕入 1,000円 × 1.3 = 1,300円'],
		},
		...changes,
	});

	const create = async (items: object[], parameters: Record<string, unknown> = {}) => {
		const run = await runWorkflow(
			inARow(itemsNode(items), {
				name: 'it',
				type: `${P}.baseUpdate`,
				parameters: { operation: 'create', ...parameters },
			}),
			{ credentials },
		);
		expect(run.error).toBeUndefined();
		return run.output('it').map(
			(json) =>
				json.result as {
					action: string;
					item_id: number | null;
					images: number;
					error: string | null;
					title?: string;
				},
		);
	};
	const created = (asin: string) =>
		simulator.world
			.listings(SHOP)
			.map(({ item }) => item)
			.filter(({ identifier }) => identifier.includes(asin));
	const calls = (operation: string) => simulator.counters.of('base', operation).calls;

	it('should add an item hidden, then its images, then show it, with clean texts and its own code', async () => {
		const asin = free[0]!;
		const [result] = await create([candidate(asin)]);
		expect(result).toMatchObject({ action: 'created', images: 2, error: null });
		const [item] = created(asin);
		expect(item).toMatchObject({
			title: `給水器 ${asin}`,
			detail: '■ 大容量\n■ 静音\n\nで人気の給水器です。',
			price: 1300,
			stock: 1,
			visible: 1,
			images: ['https://m.media/1.jpg', 'https://m.media/2.jpg'],
		});
		expect(item?.identifier).toMatch(new RegExp(`^b-${asin}-\\d{14}$`));
		expect(simulator.counters.writesOf(SHOP, item!.item_id).fields).toMatchObject({
			img1: 1,
			img2: 1,
			visible: 2,
			title: 1,
		});
	});

	it('should refuse what is listed, blocked, forbidden, sold out, without a price or named twice, and say why', async () => {
		const listed = [...simulator.world.products.keys()][0]!;
		const results = await create(
			[
				candidate(listed),
				candidate(free[1]!),
				candidate(free[2]!, {
					basic_info: { ...candidate(free[2]!).basic_info, title_ja: '電子たばこ用ケース' },
				}),
				candidate(free[3]!, { offer: soldOut({ reason: '購入できる出品がありません' }) }),
				candidate(free[4]!, { offer: unknown() }),
				candidate(free[5]!, {
					basic_info: null,
					catalog: { status: 'not_found', reason: 'Amazonにこの商品がありません' },
				}),
				candidate(free[6]!, {
					decision: {
						desired: { price: null, visible: false, stock: 0 },
						edits: {},
						why: ['販売価格 100,010円 が上限 100,000円 を超えるため出品しません'],
					},
				}),
				candidate('not an asin'),
				candidate(free[7]!, {
					basic_info: { ...candidate(free[7]!).basic_info, images: [] },
				}),
				candidate(free[8]!, {
					basic_info: { ...candidate(free[8]!).basic_info, title_ja: 'Amazon' },
				}),
			],
			{
				blockedAsins: `https://www.amazon.co.jp/dp/${free[1]}/`,
				refusedWords: '電子タバコ、電子たばこ',
			},
		);
		expect(results.map(({ action, error }) => [action, error])).toEqual([
			['refused', expect.stringContaining('すでに出品されています (商品ID ')],
			['refused', '出品しないリストにあるASINです'],
			['refused', '出品しない言葉「電子たばこ」が含まれています'],
			['refused', '購入できる出品がありません'],
			['unknown', 'Amazonの価格を確認できません (応答なし)'],
			['gone', 'Amazonにこの商品がありません'],
			['refused', '販売価格 100,010円 が上限 100,000円 を超えるため出品しません'],
			['refused', expect.stringContaining('「not an asin」はASINの形式')],
			['refused', '画像が1枚もありません'],
			['refused', '商品名がありません (使えない言葉を除くと空になります)'],
		]);
		expect(calls('items/add')).toBe(0);
		const twice = await create([candidate(free[9]!), candidate(free[9]!)], { mode: 'dry_run' });
		expect(twice.map(({ action }) => action)).toEqual(['dry_run', 'refused']);
		expect(calls('items/add')).toBe(0);
	});

	it('should stop at a blocked ASIN that is none: a typo must not list what was to be blocked', async () => {
		const workflow = inARow(itemsNode([candidate(free[1]!)]), {
			name: 'it',
			type: `${P}.baseUpdate`,
			parameters: { operation: 'create', blockedAsins: `${free[1]}、B0006L012` },
		});
		expect((await runWorkflow(workflow, { credentials })).error).toContain(
			'Blocked ASINs の「B0006L012」はASINの形式',
		);
	});

	it('should make no second copy when the answer to an addition was lost', async () => {
		const asin = free[10]!;
		simulator.faults.add({ kind: 'lostAnswer', operation: 'items/add', times: 1 });
		const [result] = await create([candidate(asin)]);
		expect(result).toMatchObject({ action: 'created' });
		expect(created(asin)).toHaveLength(1);
		expect((await create([candidate(asin)]))[0]).toMatchObject({
			action: 'refused',
			error: expect.stringContaining('すでに出品されています') as string,
		});
		expect(created(asin)).toHaveLength(1);
	});

	it('should go on with an item that a run left half done, in the next run', async () => {
		const asin = free[11]!;
		// The answer is lost, and so is the look for it: it stands in the shop, hidden, without images.
		simulator.faults.add({ kind: 'lostAnswer', operation: 'items/add', times: 1 });
		const broken = await runWorkflow(
			inARow(itemsNode([candidate(asin)]), {
				name: 'it',
				type: `${P}.baseUpdate`,
				parameters: { operation: 'create' },
			}),
			{
				credentials,
				onStart: (cancel) => {
					const poll = setInterval(() => {
						if (calls('items/add') === 0) return;
						simulator.faults.add({ kind: 'status', service: 'base', status: 503 });
						clearInterval(poll);
						setTimeout(cancel, 300);
					}, 1);
				},
			},
		);
		expect(broken.status).not.toBe('success');
		simulator.faults.clear();
		expect(created(asin)).toHaveLength(1);
		expect(created(asin)[0]).toMatchObject({ visible: 0 });

		simulator.counters.reset();
		expect((await create([candidate(asin)]))[0]).toMatchObject({ action: 'created', images: 2 });
		expect(calls('items/add')).toBe(0);
		expect(created(asin)).toHaveLength(1);
		expect(created(asin)[0]).toMatchObject({ visible: 1, price: 1300 });
	});

	it('should tell failed images, and keep an item hidden until it has one', async () => {
		const asin = free[12]!;
		const { basic_info: info } = candidate(asin);
		const bad = { basic_info: { ...info, images: ['ftp://m.media/1.jpg'] } };
		const [hidden] = await create([candidate(asin, bad)]);
		expect(hidden).toMatchObject({ action: 'hidden', images: 0 });
		expect(hidden?.error).toContain('画像のリンクが https:// で始まらないため');
		expect(created(asin)[0]).toMatchObject({ visible: 0 });
		const half = { basic_info: { ...info, images: ['https://m.media/1.jpg', 'ftp://m/2.jpg'] } };
		const [shown] = await create([candidate(asin, half)]);
		expect(shown).toMatchObject({ action: 'created', images: 1 });
		expect(shown?.error).toContain('画像 1枚を登録できませんでした');
		expect(created(asin)).toHaveLength(1);
		expect(created(asin)[0]).toMatchObject({ visible: 1 });
	});

	it('should register a smaller size where BASE refuses the largest, and tell of no trouble', async () => {
		const asin = free[20]!;
		simulator.faults.add({ kind: 'largeImage' });
		const large = 'https://m.media/1._SL1500_.jpg';
		const smaller = ['https://m.media/2._SL1200_.jpg', 'https://m.media/3.jpg'];
		const smaller_images = { [large]: smaller };
		const { basic_info: info } = candidate(asin);
		const [result] = await create([
			candidate(asin, { basic_info: { ...info, images: [large], smaller_images } }),
		]);
		expect(result).toMatchObject({ action: 'created', images: 1, error: null });
		expect(created(asin)[0]?.images).toEqual(['https://m.media/3.jpg']);
		expect(calls('items/add_image')).toBe(3);
	});

	it('should write nothing in a dry run or while the account is paused', async () => {
		const asin = free[13]!;
		const dry = await create([candidate(asin, { run: { id: 'r', dry_run: true, account: '' } })]);
		expect(dry[0]).toMatchObject({ action: 'dry_run', images: 2, title: `給水器 ${asin}` });
		const pause = async (operation: string) =>
			await runWorkflow(
				inARow(itemsNode([{}]), {
					type: `${P}.runGuard`,
					parameters: { operation, pauseAccount: SHOP, reason: '棚卸し' },
				}),
				{ credentials },
			);
		await pause('pause');
		const [paused] = await create([candidate(asin)]);
		await pause('resume');
		expect(paused).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('棚卸し') as string,
		});
		expect(created(asin)).toEqual([]);
	});

	it('should stop the account when BASE takes no more new items today, and defer the rest', async () => {
		simulator.faults.add({ kind: 'shopRestricted', operation: 'items/add' });
		const results = await create([candidate(free[14]!), candidate(free[15]!)]);
		expect(results.map(({ action }) => action)).toEqual(['deferred', 'deferred']);
		expect(results[0]?.error).toContain('access_denied');
		expect(calls('items/add')).toBe(1);
	});

	it("should go on with its own half-done item where the shop's codes have another format", async () => {
		const asin = free[14]!;
		const parameters = { createOptions: { pattern: '^shop-([A-Z0-9]{10})$' } };
		const { basic_info: info } = candidate(asin);
		const bad = { basic_info: { ...info, images: ['ftp://m.media/1.jpg'] } };
		expect((await create([candidate(asin, bad)], parameters))[0]).toMatchObject({
			action: 'hidden',
		});
		expect((await create([candidate(asin)], parameters))[0]).toMatchObject({ action: 'created' });
		expect(created(asin)).toHaveLength(1);
	});

	it('should take none of the 1,000 for an item that was only put off', async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const { quotas } = openFolder({ folder, now: Date.now });
		const added = async () =>
			(await quotas.take(`base-new/${SHOP}`, startOfDay(Date.now()), 0, Infinity)).used;
		const before = await added();
		const hour = startOfHour(Date.now());
		const { used } = await quotas.take(`base-hour/${SHOP}`, hour, 0, Infinity);
		await quotas.raise(`base-hour/${SHOP}`, hour, 3_499);
		const [result] = await create([candidate(free[17]!)], { waits: false });
		await quotas.take(`base-hour/${SHOP}`, hour, used - 3_499, Infinity);
		expect(result).toMatchObject({
			action: 'deferred',
			error: expect.stringContaining('残りが少ない') as string,
		});
		expect(await added()).toBe(before);
	});

	it('should add no more than 1,000 items a day, and leave the rest for tomorrow', async () => {
		const folder = join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default');
		const cache = openFolder({ folder, now: Date.now });
		await cache.quotas.raise(`base-new/${SHOP}`, startOfDay(Date.now()), 999);
		const results = await create([candidate(free[17]!), candidate(free[18]!)]);
		expect(results.map(({ action }) => action)).toEqual(['created', 'deferred']);
		expect(results[1]?.error).toContain('1日の新規登録の上限 (1,000件)');
		expect(calls('items/add')).toBe(1);
	});

	it('should not touch an item of the owner that only stands for the same product', async () => {
		const asin = free[16]!;
		const item = simulator.world.listings(SHOP)[0]!.item;
		simulator.world.editListing(SHOP, item.item_id, { identifier: `BASE-${asin}`, visible: 0 });
		expect((await create([candidate(asin)]))[0]).toMatchObject({
			action: 'refused',
			item_id: null,
			error: `すでに出品されています (商品ID ${item.item_id})`,
		});
	});

	it('should list nothing twice that stands in the shop with an unclear code', async () => {
		const [asin, other] = [free[19]!, free[15]!];
		const item = simulator.world.listings(SHOP)[1]!.item;
		simulator.world.editListing(SHOP, item.item_id, { identifier: `${asin}-${other}` });
		const results = await create([candidate(asin), candidate(other)]);
		for (const result of results) {
			expect(result).toMatchObject({
				action: 'refused',
				error: expect.stringContaining(
					`すでに出品されている可能性があります (商品ID ${item.item_id} `,
				) as string,
			});
		}
		expect(calls('items/add')).toBe(0);
	});
});
