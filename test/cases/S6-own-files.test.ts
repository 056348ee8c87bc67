import * as fs from 'node:fs';
import { join } from 'node:path';
import { FileStore } from '../../lib/stores/file/fileStore';
import { temporaryFolder } from '../support/temporaryFolder';
import { openFolder } from '../support/stored';

const NOW = Date.parse('2026-01-02T03:04:05.678Z');
const now = () => NOW;
const ASIN = 'B000000001';

let root: string;
let folder: string;
let remove: () => void;
beforeEach(() => {
	({ folder: root, remove } = temporaryFolder());
	folder = join(root, 'shop', 'default');
});
afterEach(() => remove());

const open = () => new FileStore({ folder, now, fsync: false });
const modeOf = (path: string) => (fs.lstatSync(path).mode & 0o777).toString(8);

/** Everything below a folder, with its mode: `0 folder/`, `600 file`. */
function modesBelow(path: string): Map<string, string> {
	const names = fs.readdirSync(path, { recursive: true }).map(String);
	return new Map([
		['.', modeOf(path)],
		...names.map((name) => [name, modeOf(join(path, name))] as const),
	]);
}

describe.each([0o000, 0o022, 0o077])('under the umask %o', (umask) => {
	let before: number;
	beforeEach(() => void (before = process.umask(umask)));
	afterEach(() => void process.umask(before));

	it('should make files and folders for its own user alone', async () => {
		const cache = openFolder({ folder, now });
		const at = new Date(NOW).toISOString();
		await cache.write([{ asin: ASIN, set: { price: { price: 100, at } } }]);
		await cache.pauses.set('shop', { by: 'owner', reason: 'x' });
		const store = open();
		await store.append('journal', [{ a: 1 }]);
		const locks: string[] = [];
		await store.update('documents', [
			{
				key: ASIN,
				change: () => {
					locks.push(...fs.readdirSync(join(folder, 'state/locks')));
					for (const name of locks) locks.push(modeOf(join(folder, 'state/locks', name)));
					return undefined;
				},
			},
		]);
		expect(locks).toEqual([expect.stringContaining('.lock'), '700']);
		expect(modeOf(join(root, 'shop'))).toBe('700');
		for (const [name, mode] of modesBelow(folder)) {
			expect([name, mode]).toEqual([name, /\.jsonl?$/.test(name) ? '600' : '700']);
		}
	});
});

it('should leave the modes of a folder that a person made', async () => {
	fs.mkdirSync(folder, { recursive: true });
	fs.chmodSync(folder, 0o750);
	const cache = openFolder({ folder, now });
	await cache.pauses.set('shop', { by: 'owner', reason: 'x' });
	expect(modeOf(folder)).toBe('750');
});

describe('a link in place of a log', () => {
	const logOf = (name: string) => join(folder, 'state/logs', name);
	let target: string;

	beforeEach(async () => {
		await open().append('other', [{ a: 1 }]);
		target = join(root, 'elsewhere.txt');
		fs.writeFileSync(target, '{"stolen":true}\n');
		fs.symlinkSync(target, logOf('~journal.jsonl'));
	});

	it('should not be written through', async () => {
		await expect(open().append('journal', [{ a: 1 }])).rejects.toThrow(
			/~journal\.jsonl … シンボリックリンク/,
		);
		expect(fs.readFileSync(target, 'utf8')).toBe('{"stolen":true}\n');
	});

	it('should not be read through', async () => {
		await expect(open().readLog('journal')).rejects.toThrow(/~journal\.jsonl … シンボリックリンク/);
	});

	it('should be taken away without what it leads to', async () => {
		await open().deleteLog('journal');
		expect(fs.existsSync(target)).toBe(true);
		expect(await open().readLog('journal')).toEqual([]);
	});
});

it('should set a link in place of a document aside, and follow it nowhere', async () => {
	const target = join(root, 'elsewhere.json');
	fs.writeFileSync(target, '{"price":1}');
	fs.mkdirSync(folder, { recursive: true });
	fs.symlinkSync(target, join(folder, `${ASIN}.json`));
	const [outcome] = await open().update('documents', [{ key: ASIN, change: () => ({ price: 2 }) }]);
	expect(outcome).toMatchObject({ ok: true });
	expect(fs.readFileSync(target, 'utf8')).toBe('{"price":1}');
	const [broken] = await open().broken();
	expect(broken).toMatchObject({
		key: ASIN,
		reason: expect.stringContaining('シンボリックリンク'),
	});
});

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Written long enough ago not to be taken for a write under way. */
const writeOld = (key: string, text: string) => {
	fs.mkdirSync(folder, { recursive: true });
	fs.writeFileSync(join(folder, `${key}.json`), text);
	fs.utimesSync(join(folder, `${key}.json`), 1_700_000_000, 1_700_000_000);
};

it.each([
	['nested a little too deep', nested(65), '64'],
	['nested 60,000 levels deep', nested(60_000), '64'],
	['with 200,000 lists in one another', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, '64'],
	['larger than 1 MB', JSON.stringify({ text: 'x'.repeat(1_100_000) }), '1 MB'],
	['of 20 MB', JSON.stringify({ text: 'あ'.repeat(7_000_000) }), '1 MB'],
])('should set aside a document %s, and read all others', async (_what, text, reason) => {
	writeOld(ASIN, text);
	writeOld('B000000002', '{"price":2}');
	const found = await open().read('documents', [ASIN, 'B000000002']);
	expect([...found]).toEqual([['B000000002', { price: 2 }]]);
	const [broken] = await open().broken();
	expect(broken).toMatchObject({ key: ASIN, reason: expect.stringContaining(reason) });
	expect(fs.readFileSync(join(folder, broken!.place), 'utf8')).toBe(text);
});

it('should read a document of 64 levels', async () => {
	writeOld(ASIN, nested(64));
	expect((await open().read('documents', [ASIN])).size).toBe(1);
});

it('should write no document that it would set aside', async () => {
	const store = open();
	await store.update('documents', [{ key: ASIN, change: () => ({ price: 1 }) }]);
	const change = () => ({ text: 'x'.repeat(1_100_000) });
	const [outcome] = await store.update('documents', [{ key: ASIN, change }]);
	expect(outcome).toMatchObject({ ok: false });
	expect((await open().read('documents', [ASIN])).get(ASIN)).toEqual({ price: 1 });
});

it('should keep book-keeping larger than a document may be', async () => {
	const change = () => ({ text: 'x'.repeat(1_100_000) });
	const [outcome] = await open().update('runs', [{ key: 'sync', change }]);
	expect(outcome).toMatchObject({ ok: true });
	expect((await open().read('runs', ['sync'])).size).toBe(1);
});
