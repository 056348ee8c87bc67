import * as fs from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { temporaryFolder } from '../support/temporaryFolder';

/** The behaviour of proper-lockfile 4.1 (2021) that lib/stores/file/keyLocks.ts relies on: docs/adr/0001-old-dependencies.md. */

const YEARS_MS = 10 * 365 * 24 * 3_600_000;

describe('proper-lockfile', () => {
	let path: string;
	let remove: () => void;
	const options = (more: object = {}) => ({
		...{ lockfilePath: path, realpath: false, stale: YEARS_MS, update: 1000 },
		...more,
	});

	beforeEach(() => {
		const made = temporaryFolder();
		path = join(made.folder, 'key.lock');
		remove = made.remove;
	});
	afterEach(() => remove());

	it('should make a folder where it is told to, for a file that need not be there', async () => {
		const free = await lock(path, options());
		expect(fs.statSync(path).isDirectory()).toBe(true);
		await free();
		expect(fs.existsSync(path)).toBe(false);
	});

	it('should say ELOCKED while somebody holds it, whoever made the folder', async () => {
		fs.mkdirSync(path);
		await expect(lock(path, options())).rejects.toMatchObject({ code: 'ELOCKED' });
	});

	it('should say ENOENT if the folder around it is missing', async () => {
		const lockfilePath = join(path, 'no', 'such.lock');
		const attempt = lock(path, { ...options(), lockfilePath });
		await expect(attempt).rejects.toMatchObject({ code: 'ENOENT' });
	});

	it('should leave a lock of any age alone that is not stale by its own terms', async () => {
		fs.mkdirSync(path);
		const longAgo = new Date(Date.now() - 30 * 24 * 3_600_000);
		fs.utimesSync(path, longAgo, longAgo);
		await expect(lock(path, options())).rejects.toMatchObject({ code: 'ELOCKED' });
		const free = await lock(path, options({ stale: 5000 }));
		await free();
	});

	it('should renew the time of the folder while it is held', async () => {
		const free = await lock(path, options());
		const longAgo = fs.statSync(path).mtimeMs;
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(fs.statSync(path).mtimeMs).toBeGreaterThan(longAgo);
		await free();
	});

	it('should say that a lock was lost by a call, and by a code at its release', async () => {
		const lost = Promise.withResolvers<Error>();
		const free = await lock(path, options({ onCompromised: lost.resolve }));
		fs.rmdirSync(path);
		expect(await lost.promise).toMatchObject({ code: 'ECOMPROMISED' });
		await expect(free()).rejects.toMatchObject({ code: 'ERELEASED' });
	});

	it('should go through the file system that it is handed', async () => {
		const made: string[] = [];
		const mkdir = (folder: string, done: fs.NoParamCallback) => {
			made.push(folder);
			fs.mkdir(folder, done);
		};
		const free = await lock(path, options({ fs: { ...fs, mkdir } }));
		await free();
		expect(made).toContain(path);
	});
});
