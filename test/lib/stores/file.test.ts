import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openCache } from '../../../lib/cache/cache';
import { FileStore } from '../../../lib/stores/file/fileStore';
import { folderError } from '../../../lib/stores/file/system/folderError';
import { temporaryFolder } from '../../support/temporaryFolder';
import { openFolder } from '../../support/stored';

const NOW = Date.parse('2026-01-02T03:04:05.678Z');
const now = () => NOW;

let folder: string;
let remove: () => void;
beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

const open = (options = {}) => new FileStore({ folder, now, fsync: false, ...options });
const path = (name: string) => join(folder, name);
const put = (store: FileStore, key: string, value: { [field: string]: unknown }) =>
	store.update('documents', [{ key, change: () => value }]);
/** Written long enough ago not to be taken for a write under way. */
const writeOld = (name: string, text: string | Buffer) => {
	fs.writeFileSync(path(name), text);
	fs.utimesSync(path(name), 1_700_000_000, 1_700_000_000);
};
const names = () => fs.readdirSync(folder).filter((name) => name !== 'state');

describe('a document on disk', () => {
	it('should be one readable file, named by its ASIN, with nothing left beside it', async () => {
		const [outcome] = await put(open({ fsync: true }), 'B000000001', { price: 1200, title: '箸' });

		expect(outcome).toMatchObject({ ok: true });
		expect(fs.readFileSync(path('B000000001.json'), 'utf8')).toBe(
			'{\n  "price": 1200,\n  "title": "箸"\n}\n',
		);
		expect(names()).toEqual(['B000000001.json']);
		expect(fs.readdirSync(path('state/locks'))).toEqual([]);
	});

	it('should be read with a byte order mark too', async () => {
		writeOld('B000000001.json', '\ufeff{"price":1}');

		expect((await open().read('documents', ['B000000001'])).get('B000000001')).toEqual({
			price: 1,
		});
	});

	it.each([
		['empty', '', '空のファイル'],
		['cut short', '{"price": 12', 'JSON'],
		['a list', '[]', 'JSON オブジェクトではない'],
		['null', 'null', 'JSON オブジェクトではない'],
		['not UTF-8', Buffer.from([0x7b, 0x22, 0x82, 0xa0, 0x22, 0x3a, 0x31, 0x7d]), 'UTF-8'],
	])('should be set aside with its reason when it is %s', async (_, text, reason) => {
		writeOld('B000000001.json', text);
		writeOld('B000000002.json', '{"price":2}');
		const store = open();

		const found = await store.read('documents', ['B000000001', 'B000000002']);

		expect([...found.keys()]).toEqual(['B000000002']);
		expect(names()).toEqual(['B000000001.json.broken-20260102T030405678Z', 'B000000002.json']);
		expect(fs.readFileSync(path('B000000001.json.broken-20260102T030405678Z'))).toEqual(
			Buffer.from(text),
		);
		expect(await store.broken()).toEqual([
			{
				collection: 'documents',
				key: 'B000000001',
				place: 'B000000001.json.broken-20260102T030405678Z',
				reason: expect.stringContaining(reason),
				at: '2026-01-02T03:04:05.678Z',
			},
		]);
	});

	it('should never be overwritten silently when broken: a write sets it aside first', async () => {
		for (const text of ['{ one', '{ two']) {
			writeOld('B000000001.json', text);
			const [outcome] = await put(open(), 'B000000001', { price: 1 });
			expect(outcome).toMatchObject({ ok: true, value: { price: 1 } });
		}

		const broken = 'B000000001.json.broken-20260102T030405678Z';
		expect(names()).toEqual(['B000000001.json', broken, `${broken}-1`]);
		expect(fs.readFileSync(path(`${broken}-1`), 'utf8')).toBe('{ two');
		fs.rmSync(path(broken));
		expect((await open().broken()).map(({ place }) => place)).toEqual([`${broken}-1`]);
	});

	it('should get a moment to become whole while somebody writes it in place', async () => {
		fs.writeFileSync(path('B000000001.json'), '{"price":');
		setTimeout(() => fs.writeFileSync(path('B000000001.json'), '{"price":5}'), 40);

		expect((await open().read('documents', ['B000000001'])).get('B000000001')).toEqual({
			price: 5,
		});
		expect(await open().broken()).toEqual([]);
	});

	it('should never be followed where it is a link, nor entered where it is a folder', async () => {
		const outside = temporaryFolder();
		fs.writeFileSync(join(outside.folder, 'secret.json'), '{"secret":1}');
		fs.symlinkSync(join(outside.folder, 'secret.json'), path('B000000001.json'));
		fs.mkdirSync(path('B000000002.json'));
		const store = open();

		const outcomes = await store.update('documents', [
			{ key: 'B000000001', change: (current) => ({ found: current ?? null }) },
			{ key: 'B000000002', change: (current) => ({ found: current ?? null }) },
		]);

		expect(outcomes).toMatchObject([
			{ ok: true, value: { found: null } },
			{ ok: true, value: { found: null } },
		]);
		expect(fs.readFileSync(join(outside.folder, 'secret.json'), 'utf8')).toBe('{"secret":1}');
		expect((await store.broken()).map(({ reason }) => reason)).toEqual([
			'シンボリックリンク (たどりません)',
			'通常のファイルではない',
		]);
		outside.remove();
	});
});

describe('the index', () => {
	it('should parse no file again that has not changed, and see every change', async () => {
		const store = open();
		const get = async () => (await store.read('documents', ['B000000001'])).get('B000000001');
		await put(store, 'B000000001', { price: 1 });
		const first = await get();
		expect(await get()).toBe(first);

		fs.writeFileSync(path('B000000001.json'), '{\n  "price": 2\n}\n');
		expect(await get()).toEqual({ price: 2 });
		await put(open(), 'B000000001', { price: 3 });
		expect(await get()).toEqual({ price: 3 });
		fs.rmSync(path('B000000001.json'));
		expect(await get()).toBeUndefined();
	});

	it('should hold no more than it may, and forget the least used', async () => {
		const store = open({ indexCharacters: 60 });
		const get = async (key: string) => (await store.read('documents', [key])).get(key);
		// 17 characters each: three fit.
		for (const n of [1, 2, 3]) await put(store, `B00000000${n}`, { price: n });
		const [one, two, three] = [
			await get('B000000001'),
			await get('B000000002'),
			await get('B000000003'),
		];
		await get('B000000001');

		await put(store, 'B000000004', { price: 4 });

		expect(await get('B000000001')).toBe(one);
		expect(await get('B000000003')).toBe(three);
		const reread = await get('B000000002');
		expect(reread).toEqual({ price: 2 });
		expect(reread).not.toBe(two);
	});
});

describe('the folder', () => {
	it('should list records alone, and clear away what a dead process left', async () => {
		writeOld('B000000001.json', '{}');
		writeOld('metadata.json', '{}');
		writeOld('.B000000001.json.99-1.tmp', 'half');
		fs.writeFileSync(path('.B000000002.json.99-2.tmp'), 'being written');
		const keys: string[] = [];

		for await (const key of open().keys('documents')) keys.push(key);

		expect(keys).toEqual(['B000000001']);
		expect(names()).toEqual(['.B000000002.json.99-2.tmp', 'B000000001.json', 'metadata.json']);
	});

	it('should say clearly why it can not be used', async () => {
		fs.writeFileSync(path('file'), '');
		const store = open({ folder: path('file') });

		const [outcome] = await put(store, 'B000000001', { price: 1 });

		expect(outcome).toMatchObject({ ok: false, error: { name: 'StoreUnavailableError' } });
		await expect(store.read('documents', ['B000000001'])).rejects.toThrow(
			`キャッシュの保存先を使えません: ${path('file')} … フォルダーではなくファイルです`,
		);
		expect(() => openFolder({ folder: path('file'), now })).toThrow('フォルダーではなくファイル');
		expect(folderError('/x', { code: 'ENOSPC' }).message).toBe(
			'キャッシュの保存先を使えません: /x … ディスクの空き容量がありません。容量を空けてください。',
		);
		expect(folderError('/x', { code: 'EROFS' }).message).toContain('読み取り専用');
	});

	it('should share one store however its path is written', async () => {
		fs.mkdirSync(path('real'));
		fs.symlinkSync(path('real'), path('link'));
		const one = openFolder({ folder: path('real'), now });
		const two = openFolder({ folder: `${path('link')}/../real/`, now });
		const three = openFolder({ folder: path('link'), now });
		const at = new Date(NOW).toISOString();
		const write = (cache: typeof one, account: string) =>
			cache.write([
				{ asin: 'B000000001', set: { reported: { [account]: { price: 1, in_stock: true, at } } } },
			]);

		await Promise.all([write(one, 'a'), write(two, 'b'), write(three, 'c')]);

		const document = (await one.read(['B000000001'])).get('B000000001');
		expect((await three.read(['B000000001'])).get('B000000001')).toBe(document);
		expect(Object.keys(document!.reported!).sort()).toEqual(['a', 'b', 'c']);
	});

	it('should be left whole when the disk takes no more', async () => {
		await put(open(), 'B000000001', { price: 1 });
		const script = join(__dirname, '../../support/cacheBigWrite.ts');
		const command = `ulimit -f 64; exec "$0" --import tsx "$1" "$2"`;
		const { stdout } = await promisify(execFile)('bash', [
			'-c',
			command,
			process.execPath,
			script,
			folder,
		]);

		expect(stdout.trim()).toMatch(/^StoreUnavailableError: .*ファイルが大きすぎます/);
		expect(names()).toEqual(['B000000001.json']);
		expect((await open().read('documents', ['B000000001'])).get('B000000001')).toEqual({
			price: 1,
		});
	});
});

describe('locks', () => {
	it('should wait for a lock no longer than told, and leave it alone', async () => {
		fs.mkdirSync(path('state/locks/documents-B000000001.lock'), { recursive: true });
		const store = open({ lockWaitMs: 60 });

		const [outcome] = await put(store, 'B000000001', { price: 1 });

		expect(outcome).toMatchObject({ ok: false, error: { name: 'LockTimeoutError' } });
		expect(fs.existsSync(path('state/locks/documents-B000000001.lock'))).toBe(true);
		expect(await put(store, 'B000000002', { price: 1 })).toMatchObject([{ ok: true }]);
	});

	it('should take over the lock of a process that died', async () => {
		const lock = path('state/locks/documents-B000000001.lock');
		fs.mkdirSync(lock, { recursive: true });
		fs.utimesSync(lock, new Date(Date.now() - 11_000), new Date(Date.now() - 11_000));

		const outcomes = await Promise.all([
			put(open(), 'B000000001', { price: 1 }),
			put(open(), 'B000000001', { price: 2 }),
		]);

		expect(outcomes.flat()).toMatchObject([{ ok: true }, { ok: true }]);
		expect(fs.readdirSync(path('state/locks'))).toEqual([]);
	});

	it("should write nothing once its lock may be somebody else's", async () => {
		const store = open({ lockStaleMs: 40 });
		let runs = 0;
		const [outcome] = await store.update('documents', [
			{
				key: 'B000000001',
				change: () => {
					runs++;
					const until = performance.now() + 30;
					while (performance.now() < until);
					return { price: 1 };
				},
			},
		]);

		expect(outcome).toMatchObject({ ok: false, error: { name: 'LockLostError' } });
		expect(runs).toBe(4);
		expect(names()).toEqual([]);
	});
});

describe('a log', () => {
	it('should leave out a line that a crash cut short, and go on after it', async () => {
		const store = open();
		await store.append('run', [{ n: 1 }]);
		const file = path('state/logs/~run.jsonl');
		fs.appendFileSync(file, '{"n":2,"text":"cu');
		await store.append('run', [{ n: 3 }]);

		expect(await store.readLog('run')).toEqual([{ n: 1 }, { n: 3 }]);
	});
});

describe("the older tools' folder", () => {
	it('should serve as it is: names without an inner ASIN, stamps without offset', async () => {
		writeOld(
			'B000000001.json',
			JSON.stringify({
				price: 1358.0,
				in_stock: true,
				is_prime: true,
				price_updated_at: '2025-11-21T14:46:56.703054',
				stock_updated_at: '2025-11-21T14:46:56.703054',
			}),
		);
		const cache = openCache({ store: open(), now });

		const document = (await cache.read(['B000000001'])).get('B000000001');
		expect(document).toMatchObject({ asin: 'B000000001', price: 1358, in_stock: true });
		const ttl = { priceMs: Infinity, stockMs: Infinity, basicInfoMs: Infinity };
		expect((await cache.statistics(ttl)).groups).toMatchObject({
			price: { stale: 1, fresh: 0 },
			stock: { stale: 1, fresh: 0 },
		});
	});
});
