import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../../lib/stores/file/cacheFolder';
import { FileStore } from '../../../lib/stores/file/fileStore';
import { NO_FOLLOW } from '../../../lib/stores/file/system/ownFiles';
import type { Collection } from '../../../lib/stores/store';
import { describeCache } from '../../contracts/cache.contract';
import { describeStore } from '../../contracts/store.contract';
import { spoilFile } from '../../support/spoilFile';
import { temporaryFolder } from '../../support/temporaryFolder';
import { heldForEver, seen } from '../../support/windowsFs';
import type * as WindowsFs from '../../support/windowsFs';

jest.mock(
	'node:fs/promises',
	() => jest.requireActual<typeof WindowsFs>('../../support/windowsFs').windowsPromises,
);
jest.mock(
	'node:fs',
	() => jest.requireActual<typeof WindowsFs>('../../support/windowsFs').windowsFs,
);

const { platform } = process;
const setPlatform = (value: NodeJS.Platform) =>
	Object.defineProperty(process, 'platform', { value, configurable: true });

beforeAll(() => setPlatform('win32'));
afterAll(() => setPlatform(platform));

const now = () => Date.parse('2026-01-02T03:04:05Z');

/** Deeper than the 260 characters that an old program of Windows can open. */
const deepFolder = () => {
	const { folder, remove } = temporaryFolder();
	const deep = join(
		folder,
		...Array.from({ length: 8 }, () => 'a-folder-of-forty-characters-in-its-name'),
	);
	mkdirSync(deep, { recursive: true });
	expect(deep.length).toBeGreaterThan(260);
	return { folder: deep, remove };
};

const open = async () => {
	const { folder, remove } = deepFolder();
	const openStore = () => new FileStore({ folder, now });
	return {
		...{ store: openStore(), another: openStore(), end: async () => remove() },
		spoil: async (collection: Collection, key: string) => spoilFile(folder, collection, key),
	};
};

describe("with Windows' semantics", () => {
	describeStore('FileStore', open);
	describeCache('FileStore', open);

	afterEach(() => heldForEver.clear());

	it('should have been played', () => {
		expect(seen.held).toBeGreaterThan(30);
		expect(NO_FOLLOW).toBe(0);
	});

	it('should keep keys apart that differ only in their capitals', async () => {
		const { store, end } = await open();
		const keys = ['main', 'Main', 'MAIN', 'b00000000a', 'B00000000A'];
		await store.update(
			'lists',
			keys.map((key) => ({ key, change: () => ({ key }) })),
		);
		const found = await store.read('lists', keys);
		expect([...found].map(([key, record]) => [key, record.key])).toEqual(
			keys.map((key) => [key, key]),
		);
		const folded = seen.folded;
		for (const key of keys) await store.append(key, [{ key }]);
		expect(await store.readLog('Main')).toEqual([{ key: 'Main' }]);
		expect(seen.folded).toBe(folded);
		await end();
	});

	it.each(['con', 'NUL', 'aux.txt', 'com1', 'lpt9.json', 'a:b', 'a?', 'end.', 'end ', '..'])(
		'should keep a record under the name %j',
		async (key) => {
			const { store, end } = await open();
			const [outcome] = await store.update('lists', [{ key, change: () => ({ key }) }]);
			expect(outcome).toMatchObject({ ok: true });
			await store.append(key, [{ key }]);
			expect(await store.readLog(key)).toEqual([{ key }]);
			expect((await store.read('lists', [key])).get(key)).toEqual({ key });
			await end();
		},
	);

	it.each(['con', 'NUL', 'Com1', 'COM¹', 'lpt²'])('should refuse a cache named %s', (cacheName) => {
		expect(() => cacheFolder({ n8nFolder: '/home/node/.n8n', cacheName })).toThrow('Cache Name');
	});

	it('should give up a file that stays held, in seconds, and keep the record as it was', async () => {
		const { store, end } = await open();
		const put = async (price: number) =>
			await store.update('documents', [{ key: 'B000000001', change: () => ({ price }) }]);
		await put(1200);
		heldForEver.add('B000000001.json');
		const startedAt = performance.now();
		const [outcome] = await put(900);
		expect(performance.now() - startedAt).toBeLessThan(10_000);
		expect(outcome).toMatchObject({ ok: false, error: { code: 'EBUSY' } });
		heldForEver.clear();
		expect((await store.read('documents', ['B000000001'])).get('B000000001')).toEqual({
			price: 1200,
		});
		await end();
	});
});
