import * as fs from 'node:fs';
import { join } from 'node:path';
import { openCache, type Cache } from '../../../lib/cache/cache';
import { collectAges, judgeFreshness } from '../../../lib/cache/freshness';
import { importLegacyFolder } from '../../../lib/legacy/importFolder';
import { FileStore } from '../../../lib/stores/file/fileStore';
import { MemoryStore } from '../../support/memoryStore';
import { temporaryFolder } from '../../support/temporaryFolder';

const NOW = Date.parse('2025-12-10T00:00:00Z');
const now = () => NOW;

let root: string;
let source: string;
let remove: () => void;
let cache: Cache;
beforeEach(() => {
	({ folder: root, remove } = temporaryFolder());
	source = join(root, 'cache', 'amazon_products');
	fs.mkdirSync(source, { recursive: true });
	cache = openCache({ store: new MemoryStore(), now });
});
afterEach(() => remove());

const put = (name: string, content: unknown) => {
	const text = typeof content === 'string' ? content : JSON.stringify(content);
	fs.writeFileSync(join(source, name), text);
};
const importAll = (given: Partial<Parameters<typeof importLegacyFolder>[1]> = {}) =>
	importLegacyFolder(cache, {
		folder: source,
		zone: 'Asia/Tokyo',
		isDryRun: false,
		now,
		checkpoint: () => undefined,
		...given,
	});
const documentOf = async (asin: string) => (await cache.read([asin])).get(asin);

const priced = { price: 1358, in_stock: true, cached_at: '2025-12-10T08:59:00.123456' };
const catalog = { title_ja: '箸', images: [], basic_info_updated_at: '2025-12-09T00:00:00' };

describe("the import of the older tools' folder", () => {
	it('should bring data with its age, and never take it for fresh', async () => {
		put('B000000001.json', { ...priced, ...catalog });

		await importAll();

		const document = await documentOf('B000000001');
		expect(document).toEqual({
			asin: 'B000000001',
			price: 1358,
			price_updated_at: '2025-12-10T08:59:00.123+09:00',
			in_stock: true,
			offer_status: 'in_stock',
			stock_updated_at: '2025-12-10T08:59:00.123+09:00',
			title_ja: '箸',
			images: [],
			basic_info_updated_at: '2025-12-09T00:00:00.000+09:00',
			imported: {
				price: '2025-12-10T08:59:00.123+09:00',
				stock: '2025-12-10T08:59:00.123+09:00',
				basic_info: '2025-12-09T00:00:00.000+09:00',
			},
			cached_at: '2025-12-10T00:00:00.000Z',
		});
		const ttl = { priceMs: 864e5, stockMs: 864e5, basicInfoMs: 7 * 864e5 };
		expect(judgeFreshness(collectAges(document), ttl, NOW)).toEqual({
			price: 'stale',
			stock: 'stale',
			basic_info: 'stale',
			oldest_age_seconds: 59,
		});

		const at = '2025-12-10T00:00:00Z';
		await cache.write([{ asin: 'B000000001', set: { price: { price: 1400, at } } }]);
		expect(judgeFreshness(collectAges(await documentOf('B000000001')), ttl, NOW)).toMatchObject({
			price: 'fresh',
			stock: 'stale',
		});
	});

	it('should report every kind of file with true counts, and every problem by name', async () => {
		put('B000000001.json', priced);
		put('B000000002.json', { ...priced, ...catalog });
		put('B000000003.json', catalog);
		put('B000000004.json', { price: null, in_stock: false, cached_at: '2025-11-24T10:00:00' });
		put('B000000005.json', { price: null, in_stock: false, cached_at: '2025-11-21T10:00:00' });
		put('B000000006.json', { price: null, in_stock: false, status: 'api_error' });
		put('B000000007.json', '{');
		put('B000000008.json', { ...catalog, price: '2,735' });
		put('B0TEST0001.json', priced);
		put('b0abc.json', priced);
		put('metadata.json', { total_cached: 9 });
		put('notes.txt', 'x');
		fs.symlinkSync(join(source, 'B000000001.json'), join(source, 'B000000009.json'));
		fs.mkdirSync(join(source, 'B00000000A.json'));
		put('B00000000B.json', '');
		fs.writeFileSync(join(source, 'B00000000C.json'), Buffer.from([0x7b, 0x82, 0xa0, 0x7d]));

		const report = await importAll();

		const line = (kind: string) => report.lines.find((each) => each.kind === kind);
		const counts = { files: 1, imported: 1, unchanged: 0, failed: 0 };
		expect(line('priced')).toMatchObject({ ...counts, price: 1, stock: 1, basic_info: 0 });
		expect(line('catalog_priced')).toMatchObject({ ...counts, price: 1, stock: 1, basic_info: 1 });
		expect(line('catalog')).toMatchObject({ ...counts, files: 2, imported: 2, basic_info: 2 });
		expect(line('no_offer')).toMatchObject({ ...counts, price: 1, stock: 1 });
		expect(line('no_offer_untrusted')).toMatchObject({ ...counts, imported: 0, unchanged: 1 });
		expect(line('api_error')).toMatchObject({ ...counts, imported: 0, unchanged: 1 });
		expect(line('test')).toMatchObject({ files: 1, imported: 0 });
		expect(line('refused')).toMatchObject({ files: 6, imported: 0 });
		expect(report.lines.reduce((sum, { files }) => sum + files, 0)).toBe(14);
		expect(report.ignored).toBe(2);
		expect(report.problems).toEqual(
			expect.arrayContaining([
				{
					file: 'B000000007.json',
					reason: expect.stringContaining('壊れた JSON'),
					is_partial: false,
				},
				{ file: 'B000000008.json', reason: expect.stringContaining('"2,735"'), is_partial: true },
				{ file: 'B0TEST0001.json', reason: 'テスト用の ASIN', is_partial: false },
				{ file: 'b0abc.json', reason: 'ファイル名が ASIN ではない', is_partial: false },
				{ file: 'B000000009.json', reason: '通常のファイルではない', is_partial: false },
				{ file: 'B00000000A.json', reason: '通常のファイルではない', is_partial: false },
				{ file: 'B00000000B.json', reason: '空のファイル', is_partial: false },
				{ file: 'B00000000C.json', reason: '文字コードが UTF-8 ではない', is_partial: false },
			]),
		);
		expect(report.problems).toHaveLength(8);
		expect(await documentOf('B000000006')).toBeUndefined();
	});

	it('should write nothing in a dry run, and count the same', async () => {
		put('B000000001.json', priced);
		put('B000000003.json', catalog);

		const dry = await importAll({ isDryRun: true });
		expect(await documentOf('B000000001')).toBeUndefined();
		const real = await importAll();

		expect(dry.lines).toEqual(real.lines);
	});

	it('should change nothing the second time', async () => {
		put('B000000001.json', { ...priced, ...catalog });
		put('B000000002.json', { price: 500, in_stock: true });
		await importAll();
		const before = [await documentOf('B000000001'), await documentOf('B000000002')];

		const again = await importAll({ now: () => NOW + 60_000 });

		expect(again.lines.map(({ imported, unchanged }) => [imported, unchanged])).toEqual([
			[0, 1],
			[0, 1],
		]);
		expect([await documentOf('B000000001'), await documentOf('B000000002')]).toEqual(before);
	});

	it('should never overwrite newer data, nor any data with what has no time of its own', async () => {
		const at = '2025-12-09T23:59:30Z';
		for (const asin of ['B000000001', 'B000000002']) {
			await cache.write([
				{ asin, set: { price: { price: 900, at }, stock: { in_stock: false, at } } },
			]);
		}
		put('B000000001.json', { ...priced, ...catalog });
		put('B000000002.json', { price: 500, in_stock: true });
		fs.utimesSync(join(source, 'B000000002.json'), NOW / 1000, NOW / 1000);

		await importAll();

		expect(await documentOf('B000000001')).toMatchObject({
			price: 900,
			price_updated_at: at,
			in_stock: false,
			title_ja: '箸',
			imported: { basic_info: '2025-12-09T00:00:00.000+09:00' },
		});
		expect((await documentOf('B000000001'))!.imported).not.toHaveProperty('price');
		expect(await documentOf('B000000002')).toMatchObject({ price: 900, price_updated_at: at });
	});

	it('should leave the old folder as it was', async () => {
		put('B000000001.json', priced);
		put('B000000002.json', '{');
		const picture = () =>
			fs.readdirSync(source).map((name) => {
				const { mtimeNs, size } = fs.statSync(join(source, name), { bigint: true });
				return [name, mtimeNs, size, fs.readFileSync(join(source, name), 'utf8')];
			});
		const before = picture();

		await importAll();

		expect(picture()).toEqual(before);
	});

	it('should find the files from the folder above them', async () => {
		put('B000000001.json', priced);
		fs.writeFileSync(join(root, 'cache', 'metadata.json'), '{}');

		const report = await importAll({ folder: join(root, 'cache') });

		expect(report.lines.map(({ kind, files }) => [kind, files])).toEqual([['priced', 1]]);
	});

	it('should say what is wrong with a folder or a time zone', async () => {
		await expect(importAll({ folder: join(root, 'nowhere') })).rejects.toMatchObject({
			name: 'StoreUnavailableError',
			code: 'ENOENT',
			message: expect.stringContaining('nowhere'),
		});
		await expect(importAll({ zone: 'Tokyo' })).rejects.toThrow('タイムゾーン「Tokyo」はありません');
		cache = openCache({ store: new FileStore({ folder: source, now, fsync: false }), now });
		await expect(importAll({ folder: `${source}/../amazon_products` })).rejects.toThrow(
			'保存先そのものです',
		);
	});

	it('should stop where it is told to', async () => {
		put('B000000001.json', priced);
		const checkpoint = () => {
			throw new Error('stopped');
		};

		await expect(importAll({ checkpoint })).rejects.toThrow('stopped');
		expect(await documentOf('B000000001')).toBeUndefined();
	});
});
