import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TtlCache } from '../../nodes/TtlCache/TtlCache.node';
import { temporaryFolder } from '../support/temporaryFolder';
import { openFolder } from '../support/stored';

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

const defaults: IDataObject = {
	store: 'file',
	cacheName: 'default',
	priceTtlHours: 24,
	stockTtlHours: 1,
	basicInfoTtlDays: 7,
	neededData: ['price', 'stock'],
	readOptions: {},
	groups: ['price_stock'],
	reportedFrom: 'item',
	reportedList: 'reported',
	importDryRun: true,
	pruneDryRun: true,
	pruneKeepDays: 7,
	journalKeepDays: 90,
};

let folder: string;
let remove: () => void;
let hints: Array<{ message: string }>;

beforeEach(() => {
	({ folder, remove } = temporaryFolder());
	hints = [];
});
afterEach(() => remove());

interface Setting {
	continueOnFail?: boolean;
	cancelled?: boolean;
}

async function run(
	parameters: IDataObject,
	json: IDataObject[],
	{ continueOnFail = false, cancelled = false }: Setting = {},
): Promise<INodeExecutionData[][]> {
	const values: IDataObject = { ...defaults, folder, ...parameters };
	const context = {
		getInputData: () => json.map((each) => ({ json: each })),
		getNodeParameter: (name: string, _index: number, fallback?: unknown) =>
			values[name] ?? fallback,
		getNode: () => ({ name: 'Cache', type: 'ttlCache', typeVersion: 1, parameters: {} }),
		continueOnFail: () => continueOnFail,
		getTimezone: () => 'Asia/Tokyo',
		getExecutionId: () => '77',
		getExecutionCancelSignal: () => (cancelled ? AbortSignal.abort() : undefined),
		helpers: { isFilePathBlocked: () => false },
		addExecutionHints: (...given: Array<{ message: string }>) => hints.push(...given),
	} as unknown as IExecuteFunctions;
	return await new TtlCache().execute.call(context);
}

const cache = () => openFolder({ folder, now: Date.now });
const stored = async (asin: string) => (await cache().read([asin])).get(asin);
const offer = (price: number | null, age = 0) => ({
	status: price === null ? 'out_of_stock' : 'in_stock',
	price,
	currency: 'JPY',
	shipping: 0,
	points: null,
	is_fba: true,
	is_prime: true,
	is_buy_box: true,
	ships_within_hours: 24,
	seller_count: 3,
	source: 'item_offers_batch',
	fetched_at: ago(age),
	reason: null,
});
const live = { id: 'run 1', workflow: 'sync', account: 'main', dry_run: false, lease: null };

describe('Write', () => {
	it('should store price and stock, and pass the items on unchanged and paired', async () => {
		const items = [
			{ asin: 'B000000001', keep: { me: 1 }, offer: offer(1200) },
			{ asin: 'B000000002', offer: offer(null) },
		];

		const [output] = await run({ operation: 'write' }, items);

		expect(output).toEqual([
			{ json: items[0], pairedItem: { item: 0 } },
			{ json: items[1], pairedItem: { item: 1 } },
		]);
		expect(await stored('B000000001')).toMatchObject({
			price: 1200,
			price_updated_at: items[0]!.offer.fetched_at,
			in_stock: true,
			offer_status: 'in_stock',
			stock_updated_at: items[0]!.offer.fetched_at,
			is_fba: true,
		});
		expect(await stored('B000000002')).toMatchObject({ price: null, in_stock: false });
	});

	it('should record a failed fetch and leave the data and its age alone', async () => {
		const before = offer(1200, 5 * HOUR);
		await run({ operation: 'write' }, [{ asin: 'B000000001', offer: before }]);
		const failed = { ...offer(null), status: 'unknown', reason: '503 が返りました' };

		await run({ operation: 'write' }, [{ asin: 'B000000001', offer: failed }]);

		expect(await stored('B000000001')).toMatchObject({
			price: 1200,
			price_updated_at: before.fetched_at,
			in_stock: true,
			last_error: '503 が返りました',
			last_error_at: failed.fetched_at,
			failing_since: failed.fetched_at,
		});
		await run({ operation: 'write' }, [{ asin: 'B000000001', offer: offer(1300) }]);
		expect(await stored('B000000001')).toMatchObject({ price: 1300, failing_since: null });
	});

	it('should not write an offer that came from the cache itself', async () => {
		const cached = { ...offer(1200, HOUR), source: 'cache' };

		await run({ operation: 'write' }, [{ asin: 'B000000001', offer: cached }]);

		expect(await stored('B000000001')).toBeUndefined();
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('書き込む内容がありませんでした'),
		]);
	});

	it('should write basic info with its own age, and remember the first identity', async () => {
		const info = {
			title_ja: '竹の箸',
			brand: '箸屋',
			images: ['https://x/1.jpg'],
			smaller_images: { 'https://x/1.jpg': ['https://x/1s.jpg'] },
			fetched_at: ago(0),
		};
		await run({ operation: 'write', groups: ['basic_info'] }, [
			{ asin: 'B000000001', basic_info: info, run: live },
		]);
		const changed = { title_ja: '別の商品', brand: '別の店', fetched_at: ago(0) };
		await run({ operation: 'write', groups: ['basic_info'] }, [
			{ asin: 'B000000001', basic_info: changed, run: live },
		]);

		expect(await stored('B000000001')).toMatchObject({
			title_ja: '別の商品',
			brand: '別の店',
			images: ['https://x/1.jpg'],
			smaller_images: { 'https://x/1.jpg': ['https://x/1s.jpg'] },
			basic_info_updated_at: changed.fetched_at,
			identity: { title: '竹の箸', brand: '箸屋', at: info.fetched_at },
		});
		expect(await stored('B000000001')).not.toHaveProperty('price_updated_at');
	});

	it('should keep the fingerprint of the last confirmation until the next one', async () => {
		const screened = (fingerprint: string, outcome: string) => ({
			asin: 'B000000001',
			screen: { outcome, fingerprint, screened_at: ago(0) },
		});
		const screen = { operation: 'write', groups: ['screen'] };
		await run(screen, [screened('one', 'unsure')]);
		await run(screen, [screened('two', 'moved')]);
		expect((await stored('B000000001'))?.screen?.fingerprint).toBe('one');

		await run({ operation: 'write' }, [{ ...screened('two', 'moved'), offer: offer(900) }]);
		expect((await stored('B000000001'))?.screen?.fingerprint).toBe('two');
	});

	it('should forget the fingerprint where a run without a screening finds something else', async () => {
		const asin = 'B000000001';
		const write = { operation: 'write' };
		const screen = { outcome: 'moved', fingerprint: 'one', screened_at: ago(2) };
		await run(write, [{ asin, screen, offer: offer(900) }]);
		const fingerprint = async () => (await stored(asin))?.screen?.fingerprint;

		await run(write, [{ asin, cached: await stored(asin), offer: offer(900) }]);
		expect(await fingerprint()).toBe('one');
		await run(write, [{ asin, cached: await stored(asin), offer: offer(950) }]);
		expect(await fingerprint()).toBe('confirmed without a screening');
	});

	it('should write what belongs to people only in a live run', async () => {
		const item = {
			asin: 'B000000001',
			offer: offer(500),
			listing: { account: 'main', item_id: 7 },
			decision: { remember: { owner_price_noticed: 800, unsent_since: ago(0) } },
			reported: { account: 'main', price: 500, in_stock: true, at: ago(0) },
		};
		const groups = ['price_stock', 'reported'];
		await run({ operation: 'write', groups }, [item, { ...item, run: { ...live, dry_run: true } }]);
		const afterDryRuns = await stored('B000000001');
		expect(afterDryRuns).toMatchObject({ price: 500 });
		expect(afterDryRuns).not.toHaveProperty('reported');
		expect(afterDryRuns).not.toHaveProperty('shop');

		await run({ operation: 'write', groups }, [{ ...item, run: live }]);
		expect(await stored('B000000001')).toMatchObject({
			reported: { main: { price: 500, in_stock: true, at: item.reported.at } },
			shop: { 'main/7': item.decision.remember },
		});
	});

	it('should take what was reported from a list in a field, or given by an expression', async () => {
		const entry = { asin: 'B000000001', account: 'main', price: 900, in_stock: true, at: ago(0) };
		const list = { operation: 'write', groups: ['reported'], reportedFrom: 'list' };
		const [output] = await run({ ...list, reportedList: 'report.told' }, [
			{ report: { told: [entry] } },
		]);
		await run({ ...list, reportedList: [{ ...entry, account: 'sub' }] as unknown as string }, [{}]);

		expect(output).toEqual([{ json: { report: { told: [entry] } }, pairedItem: { item: 0 } }]);
		expect(Object.keys((await stored('B000000001'))!.reported!)).toEqual(['main', 'sub']);
		await expect(run({ ...list, reportedList: 'report' }, [{}])).rejects.toThrow(
			'Reported List に配列がありません (項目「report」)',
		);
	});

	it('should fail a bad item alone under Continue On Fail, else name it', async () => {
		const items = [
			{ asin: 'B000000001', offer: offer(0) },
			{ asin: 'nonsense', offer: offer(100) },
			{ asin: 'B000000003', offer: { status: 'in_stock' } },
			{ asin: 'B000000004', offer: offer(100) },
		];

		const [output] = await run({ operation: 'write' }, items, { continueOnFail: true });

		const errors = new Map(
			output!.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, json.error]),
		);
		expect(errors.get(0)).toContain('価格「0」は正の数ではありません');
		expect(errors.get(1)).toContain('「nonsense」は ASIN ではありません');
		expect(errors.get(2)).toContain('offer.source を読めません');
		expect(errors.get(3)).toBeUndefined();
		expect(await stored('B000000004')).toMatchObject({ price: 100 });
		await expect(run({ operation: 'write' }, items.slice(2))).rejects.toMatchObject({
			message: expect.stringContaining('offer.source'),
			context: { itemIndex: 0 },
		});
	});

	it('should prolong the lease of the run, and stop a run that was replaced', async () => {
		const item = { asin: 'B000000001', offer: offer(100), run: { ...live, lease: 'sync main' } };
		await run({ operation: 'write' }, [item]);
		await cache().leases.acquire('sync main', 'run 1', 1000);
		await run({ operation: 'write' }, [item]);
		const { until } = (await cache().leases.current('sync main'))!;
		expect(until - Date.now()).toBeGreaterThan(9 * 60_000);

		await cache().leases.release('sync main', 'run 1');
		await cache().leases.acquire('sync main', 'run 2', 60_000);
		await expect(run({ operation: 'write' }, [item])).rejects.toThrow(
			'同じ処理の別の実行が始まったため',
		);
	});
});

describe('Write: what a person decided', () => {
	const hidden = {
		asin: 'B000000001',
		run: live,
		listing: { account: 'main', item_id: 5 },
		cached: { title_ja: '新しい商品', brand: '別' },
	};
	const review = async (item: IDataObject, groups = ['review']) =>
		await run({ operation: 'write', groups }, [item]);

	it('should adopt the one listing, and take the present product for the right one, only where asked', async () => {
		await review({ ...hidden, review: { adopt: true } });
		expect(await stored('B000000001')).toMatchObject({
			shop: { 'main/5': { adopted_at: expect.stringContaining('+09:00') as string } },
		});
		expect(await stored('B000000001')).not.toHaveProperty('identity');
		await review({ ...hidden, review: { accept_identity: true } });
		expect(await stored('B000000001')).toMatchObject({
			identity: { title: '新しい商品', brand: '別' },
		});
	});

	it('should write nothing in a dry run, with All, or without a decision', async () => {
		await review({ ...hidden, run: { ...live, dry_run: true }, review: { adopt: true } });
		await review({ ...hidden, review: { adopt: true } }, ['all']);
		await review(hidden);
		expect(await stored('B000000001')).toBeUndefined();
	});

	it('should not adopt an item without its listing', async () => {
		const { listing, ...item } = hidden;
		expect(listing).toBeDefined();
		await expect(review({ ...item, review: { adopt: true } })).rejects.toThrow(
			'adopt には listing が必要です',
		);
	});
});

describe('Read Journal', () => {
	it('should give a row for each field a run wrote, values as text, with what came of it', async () => {
		const at = ago(0);
		const id = await cache().journal.intend({
			run: 'r1',
			account: 'main',
			item_id: 5,
			asin: 'B000000001',
			field_edits: { price: { from: 1300, to: 1560 }, visible: { from: false, to: true } },
			why: ['仕入 1,200円 × 1.3 = 1,560円', 'BASEで公開する'],
			at,
		});
		const row = {
			at,
			run: 'r1',
			account: 'main',
			item_id: 5,
			asin: 'B000000001',
			outcome: 'unknown',
			why: '仕入 1,200円 × 1.3 = 1,560円 / BASEで公開する',
		};
		const rows = async (runId: string) =>
			(await run({ operation: 'journal', journalRun: runId }, [{}]))[0]!.map(({ json }) => json);
		expect(await rows('r1')).toEqual([
			{ ...row, field: 'price', old: '1300', new: '1560' },
			{ ...row, field: 'visible', old: 'false', new: 'true' },
		]);
		await cache().journal.answer(id, { outcome: 'applied', detail: null, at });
		expect((await rows('r1')).map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
		expect(await rows('r2')).toEqual([]);
		await expect(rows(' ')).rejects.toThrow('Run が空です');
	});
});

describe('Read', () => {
	const write = (asin: string, ageHours: number, extra: IDataObject = {}) =>
		cache().write([
			{
				asin,
				set: {
					price: { price: 100, at: ago(ageHours * HOUR) },
					stock: { in_stock: true, at: ago(ageHours * HOUR) },
					...extra,
				},
			},
		]);

	beforeEach(async () => {
		await write('B000000001', 0.5);
		await write('B000000002', 3);
		await write('B000000003', 2);
		await cache().write([
			{ asin: 'B000000004', set: { error: { message: 'x', at: ago(60_000) } } },
		]);
	});

	const asins = (output: INodeExecutionData[] | undefined) => output!.map(({ json }) => json.asin);
	const shop = ['1', '2', '3', '4', '5', '2'].map((n, index) => ({
		asin: `B00000000${n}`,
		n: index,
	}));

	it('should give the stalest first, equal ASINs adjacent, paired to their input', async () => {
		const [output] = await run({ operation: 'read' }, shop);

		expect(output!.map(({ json, pairedItem }) => [json.asin, pairedItem])).toEqual([
			['B000000005', { item: 4 }],
			['B000000004', { item: 3 }],
			['B000000002', { item: 1 }],
			['B000000002', { item: 5 }],
			['B000000003', { item: 2 }],
			['B000000001', { item: 0 }],
		]);
		expect(output!.at(-1)!.json).toMatchObject({
			n: 0,
			cached: { asin: 'B000000001', price: 100, in_stock: true },
			freshness: {
				price: 'fresh',
				stock: 'fresh',
				basic_info: 'missing',
				oldest_age_seconds: 1800,
			},
		});
		expect(output![2]!.json.freshness).toEqual({
			price: 'fresh',
			stock: 'stale',
			basic_info: 'missing',
			oldest_age_seconds: 10800,
		});
		expect(output![0]!.json).toMatchObject({ cached: null, freshness: { price: 'missing' } });
	});

	it('should keep the input order, leave out bodies and limit to the stalest on request', async () => {
		const [kept] = await run(
			{ operation: 'read', readOptions: { keepOrder: true, limit: 3 } },
			shop,
		);
		expect(kept!.map(({ json }) => json.n)).toEqual([1, 3, 4, 5]);

		const [ages] = await run({ operation: 'read', readOptions: { agesOnly: true } }, shop);
		expect(asins(ages)[0]).toBe('B000000005');
		expect(ages!.every(({ json }) => !('cached' in json) && 'freshness' in json)).toBe(true);
	});

	it('should split stale from fresh by the data that is needed', async () => {
		const [stale, fresh] = await run({ operation: 'read', readOptions: { split: true } }, shop);
		expect(asins(fresh)).toEqual(['B000000001']);
		expect(stale).toHaveLength(5);

		const byPrice = { operation: 'read', readOptions: { split: true }, neededData: ['price'] };
		const [, freshPrices] = await run(byPrice, shop);
		expect(asins(freshPrices)).toEqual(['B000000002', 'B000000002', 'B000000003', 'B000000001']);
	});

	it('should hand out copies that may be changed', async () => {
		const [output] = await run({ operation: 'read' }, [{ asin: 'B000000001' }]);
		(output![0]!.json.cached as IDataObject).price = 1;

		const [again] = await run({ operation: 'read' }, [{ asin: ' b000000001 ' }]);
		expect(again![0]!.json).toMatchObject({ asin: 'B000000001', cached: { price: 100 } });
	});

	it('should stop when the person pressed Stop', async () => {
		await expect(run({ operation: 'read' }, shop, { cancelled: true })).rejects.toMatchObject({
			name: 'ManualExecutionCancelledError',
		});
	});
});

describe('Delete, Statistics, Prune', () => {
	const old = 30 * 24 * HOUR;
	const put = (asin: string, set = {}) =>
		openFolder({ folder, now: () => Date.now() - old }).write([
			{ asin, set: { stock: { in_stock: true, at: ago(old) }, ...set } },
		]);
	const listing = (asin: string, item_id: number, total: number) => ({
		asin,
		listing: { account: 'main', item_id },
		run: { ...live, total },
	});

	it('should delete documents and say which were there', async () => {
		await put('B000000001');

		const [output] = await run({ operation: 'delete' }, [
			{ asin: 'B000000001' },
			{ asin: 'B000000002' },
		]);

		expect(output!.map(({ json }) => json.deleted)).toEqual([true, false]);
		expect(await stored('B000000001')).toBeUndefined();
	});

	it('should count documents once, however many items come in', async () => {
		await put('B000000001');

		const [output] = await run({ operation: 'statistics' }, [{ a: 1 }, { a: 2 }]);

		expect(output).toHaveLength(1);
		expect(output![0]!.json).toMatchObject({
			place: folder,
			documents: 1,
			groups: { stock: { stale: 1 }, price: { missing: 1 } },
			broken: 0,
			broken_documents: [],
		});
	});

	it('should prune only what no shop lists, after a dry run', async () => {
		const told = { price: 1, in_stock: true, at: ago(old) };
		await put('B000000001');
		await put('B000000002');
		await put('B000000003', { reported: { sub: told } });
		await put('B000000004', { shop: { 'main/9': { hidden_by_sync_at: ago(old) } } });
		await cache().write([{ asin: 'B000000005', set: { stock: { in_stock: true, at: ago(0) } } }]);
		const list = [listing('B000000001', 1, 1)];

		const [dry] = await run({ operation: 'prune' }, list);
		expect(dry![0]!.json).toMatchObject({ dry_run: true, documents: 5, pruned: 2 });
		expect(await stored('B000000002')).toBeDefined();

		const [real] = await run({ operation: 'prune', pruneDryRun: false }, list);
		expect(real![0]!.json).toMatchObject({
			dry_run: false,
			listed: 1,
			pruned: 2,
			kept_recent: 1,
			kept_other_account: 1,
			pruned_asins: ['B000000002', 'B000000004'],
		});
		expect(await stored('B000000002')).toBeUndefined();
		expect(await stored('B000000003')).toBeDefined();
	});

	it('should refuse to prune by a list that is not whole', async () => {
		await put('B000000002');
		const partial = [listing('B000000001', 1, 2)];

		await expect(run({ operation: 'prune', pruneDryRun: false }, partial)).rejects.toThrow(
			'商品の一覧がそろっていないため削除しません (main: 1 件、run.total は 2)',
		);
		await expect(run({ operation: 'prune' }, [{ asin: 'B000000001' }])).rejects.toThrow(
			'アカウント不明',
		);
		expect(await stored('B000000002')).toBeDefined();
	});
});

describe('Import Legacy Folder', () => {
	const importing = { operation: 'importLegacy', legacyTimeZone: 'Asia/Tokyo' };

	it('should count first and import then, one item a kind of file and one with the problems', async () => {
		const legacyFolder = join(folder, 'old');
		mkdirSync(legacyFolder);
		const file = { price: 1358, in_stock: true, cached_at: '2025-11-25T09:00:00' };
		writeFileSync(join(legacyFolder, 'B000000001.json'), JSON.stringify(file));
		writeFileSync(join(legacyFolder, 'B000000002.json'), '{');

		const [dry] = await run({ ...importing, legacyFolder }, [{}]);
		expect(await stored('B000000001')).toBeUndefined();
		const [real] = await run({ ...importing, legacyFolder, importDryRun: false }, [{}]);

		expect(dry!.map(({ json }) => [json.kind, json.files, json.dry_run])).toEqual([
			['priced', 1, true],
			['refused', 1, true],
			['problems', 1, true],
		]);
		expect(real!.at(-1)!.json).toMatchObject({
			label: '取り込めなかったもの',
			problems: [{ file: 'B000000002.json', is_partial: false }],
		});
		expect(await stored('B000000001')).toMatchObject({
			price: 1358,
			price_updated_at: '2025-11-25T09:00:00.000+09:00',
		});
	});

	it('should give over what the old tool had hidden, and nothing else', async () => {
		const row = {
			asin: 'B000000001',
			platform: 'base',
			account_id: 'base_account_1',
			platform_item_id: '77',
			status: 'listed',
			visibility: 'hidden',
		};
		const rows = [
			row,
			{
				...row,
				asin: 'B000000002',
				platform: 'BASE',
				account_id: 'base_main',
				platform_item_id: 78,
			},
			{ ...row, visibility: 'public' },
			{ ...row, status: 'delisted' },
			{ ...row, platform: 'ebay' },
			{ ...row, account_id: 'base_account_2' },
			{ ...row, platform_item_id: '' },
			{ ...row, asin: '' },
		];
		const listings = {
			...importing,
			legacySource: 'listings',
			accountNames: 'base_account_1 = 本店',
		};

		const [dry] = await run(listings, rows);
		expect(await stored('B000000001')).toBeUndefined();
		const [real] = await run({ ...listings, importDryRun: false }, rows);

		expect(dry!.map(({ json }) => json.adopted)).toEqual(real!.map(({ json }) => json.adopted));
		expect(real!.map(({ json }) => json.reason ?? json.account)).toEqual([
			'本店',
			'本店',
			'公開中',
			'出品中ではない (delisted)',
			'BASE 以外の出品',
			'アカウント base_account_2 の対応先が指定されていない',
			'platform_item_id が商品 ID ではない ()',
			'asin が ASIN ではない ()',
		]);
		expect(await stored('B000000001')).toMatchObject({
			shop: { '本店/77': { adopted_at: expect.stringMatching(/^\d{4}-.*Z$/) } },
		});
		expect(Object.keys((await stored('B000000002'))!.shop!)).toEqual(['本店/78']);
		await expect(run({ ...listings, accountNames: '本店' }, rows)).rejects.toThrow('Account Names');
	});

	it('should ask for the folder', async () => {
		await expect(run(importing, [{}])).rejects.toThrow('Legacy Folder を指定してください');
	});
});

describe('the Redis credential', () => {
	const test = (data: IDataObject) =>
		new TtlCache().methods.credentialTest.ttlCacheRedisTest.call(
			{} as ICredentialTestFunctions,
			{ id: '1', name: 'Redis', type: 'ttlCacheRedis', data } as ICredentialsDecrypted,
		);

	it('should be told to be wrong, field by field, before anything is sent', async () => {
		expect(await test({ host: ' ', port: 6379 })).toEqual({
			status: 'Error',
			message: 'Redis の Host が空です',
		});
		expect((await test({ host: 'localhost', port: 0 })).message).toBe(
			'Redis の Port は 1 から 65535 の整数です (0)',
		);
		expect((await test({ host: 'localhost', port: 6379, database: 1.5 })).message).toContain(
			'Database',
		);
	});

	it('should say that nobody answers, never with the password', async () => {
		const { status, message } = await test({ host: '127.0.0.1', port: 1, password: 'secret' });

		expect(status).toBe('Error');
		expect(message).toContain('redis://127.0.0.1:1/0。接続を拒否されました');
		expect(message).not.toContain('secret');
	});
});

describe('the store parameters', () => {
	it('should put a named cache below the folder of n8n', async () => {
		const before = process.env.N8N_USER_FOLDER;
		process.env.N8N_USER_FOLDER = folder;
		try {
			const [output] = await run({ operation: 'statistics', folder: '', cacheName: '店1' }, [{}]);
			expect(output![0]!.json.place).toBe(join(folder, '.n8n', 'amazon-base-sync', '店1'));
		} finally {
			if (before === undefined) delete process.env.N8N_USER_FOLDER;
			else process.env.N8N_USER_FOLDER = before;
		}
	});

	it.each(['', '..', 'a/b', 'CON', 'com1', 'a.b', 'x'.repeat(65)])(
		'should refuse the cache name %j',
		async (cacheName) => {
			await expect(run({ operation: 'statistics', folder: '', cacheName }, [{}])).rejects.toThrow(
				'使えません',
			);
		},
	);
});
