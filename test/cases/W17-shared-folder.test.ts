import { open } from 'node:fs/promises';
import * as fs from 'node:fs';
import { readdirSync } from 'node:fs';
import { temporaryFolder } from '../support/temporaryFolder';
import { openFolder } from '../support/stored';

/** Folders on SMB, DrvFs and VirtualBox refuse to be synced, or their files to be dated. */

const failure = (code: string) => Object.assign(new Error(code), { code });

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
	folder = temporaryFolder();
});
afterEach(() => {
	jest.restoreAllMocks();
	folder.remove();
});

/** The methods that every open file shares. */
async function fileMethods(): Promise<fs.promises.FileHandle> {
	const handle = await open(__filename);
	await handle.close();
	return Object.getPrototypeOf(handle) as fs.promises.FileHandle;
}

const writeOne = async () => {
	const cache = openFolder({ folder: folder.folder, now: Date.now });
	const at = new Date().toISOString();
	const [outcome] = await cache.write([
		{ asin: 'B000000001', set: { basic_info: { title_ja: 'title', at } } },
	]);
	const found = await cache.read(['B000000001']);
	await cache.close();
	return { outcome, title: found.get('B000000001')?.title_ja };
};

it.each(['EINVAL', 'EIO', 'EPERM'])(
	'should write where a folder can not be synced: %s',
	async (code) => {
		const methods = await fileMethods();
		const sync = methods.sync;
		jest.spyOn(methods, 'sync').mockImplementation(async function (this: fs.promises.FileHandle) {
			if ((await this.stat()).isDirectory()) throw failure(code);
			await sync.call(this);
		});
		const { outcome, title } = await writeOne();
		expect(outcome).toMatchObject({ ok: true });
		expect(title).toBe('title');
	},
);

it('should write, and leave no lock behind, where files can not be dated', async () => {
	const methods = await fileMethods();
	jest.spyOn(methods, 'utimes').mockRejectedValue(failure('EPERM'));
	jest
		.spyOn(fs, 'utimes')
		.mockImplementation((_path, _atime, _mtime, done) => done(failure('EPERM')));
	const { outcome, title } = await writeOne();
	expect(outcome).toMatchObject({ ok: true });
	expect(title).toBe('title');
	const left = readdirSync(folder.folder, { recursive: true }).map(String);
	expect(left.filter((name) => name.endsWith('.lock'))).toEqual([]);
});

it('should still tell of a disk that keeps no file', async () => {
	const methods = await fileMethods();
	jest.spyOn(methods, 'sync').mockImplementation(async function (this: fs.promises.FileHandle) {
		if (!(await this.stat()).isDirectory()) throw failure('EIO');
	});
	const { outcome } = await writeOne();
	expect(outcome).toMatchObject({ ok: false });
});

it('should say once for a folder what is lost', async () => {
	const methods = await fileMethods();
	const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
	const sync = methods.sync;
	jest.spyOn(methods, 'sync').mockImplementation(async function (this: fs.promises.FileHandle) {
		if ((await this.stat()).isDirectory()) throw failure('EINVAL');
		await sync.call(this);
	});
	await writeOne();
	await writeOne();
	const places = warn.mock.calls.map(([text]) => String(text));
	expect(places.length).toBeGreaterThan(0);
	expect(new Set(places).size).toBe(places.length);
});
