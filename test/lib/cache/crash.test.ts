import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCache } from '../../../lib/cache/cache';
import { FileStore } from '../../../lib/stores/file/fileStore';
import { asinOf, WriterProcess } from '../../support/cacheWriterProcess';
import { temporaryFolder } from '../../support/temporaryFolder';

/** CACHE_TEST_SCALE=full: 100 kills, and two processes with 5,000 writes each to 500 keys. */
const isFull = process.env.CACHE_TEST_SCALE === 'full';
const KILLS = isFull ? 100 : 4;
const WRITES = isFull ? 5000 : 400;
const SHARED_KEYS = isFull ? 500 : 40;
const KEYS = 400;
/** Long enough to get past the locks that the process killed before left behind (1.5 s). */
const LONGEST_LIFE_MS = isFull ? 3000 : 600;

const now = () => Date.parse('2036-01-01T00:00:00Z');

describe('the file store among processes', () => {
	let folder: string;
	let remove: () => void;

	beforeEach(() => ({ folder, remove } = temporaryFolder()));
	afterEach(() => remove());

	const open = () => openCache({ store: new FileStore({ folder, now }), now });

	it(`should lose nothing acknowledged and break nothing when killed ${KILLS} times`, async () => {
		const acknowledged = new Map<string, number>();
		const writer = (kill: number) =>
			new WriterProcess({
				folder,
				kind: 'endless',
				keys: KEYS,
				writes: 1_000_000,
				first: 1 + kill * 1_000_000,
			});
		let next = writer(0);
		for (let kill = 0; kill < KILLS; kill++) {
			const current = next;
			await current.start();
			if (kill + 1 < KILLS) next = writer(kill + 1);
			const started = Date.now();
			while (current.acknowledged.size === 0 && Date.now() - started < 20_000) await sleep(5);
			await sleep(Math.random() * LONGEST_LIFE_MS);
			await current.kill();
			for (const [asin, count] of current.acknowledged) acknowledged.set(asin, count);

			const cache = open();
			const documents = await cache.read([...acknowledged.keys()]);
			for (const [asin, count] of acknowledged) {
				const document = documents.get(asin)!;
				expect(Number(document.title_ja)).toBeGreaterThanOrEqual(count);
				expect(document.description_ja).toBe(`${document.title_ja} ${'説明'.repeat(4000)}`);
			}
			expect(await cache.brokenDocuments()).toEqual([]);
		}
		expect(acknowledged.size).toBeGreaterThan(0);
		const strangers = readdirSync(folder).filter(
			(name) => !/^B\d{9}\.json$|^state$|^\..+\.tmp$/.test(name),
		);
		expect(strangers).toEqual([]);
	}, 900_000);

	it('should keep every field of two processes that write different groups', async () => {
		const task = { folder, keys: SHARED_KEYS, writes: WRITES, first: 1 };
		const writers = [
			new WriterProcess({ ...task, kind: 'price' }),
			new WriterProcess({ ...task, kind: 'basic_info' }),
		];
		await Promise.all(writers.map((writer) => writer.start()));
		await Promise.all(writers.map((writer) => writer.finish()));

		const asins = Array.from({ length: SHARED_KEYS }, (_, index) => asinOf(index));
		const documents = await open().read(asins);
		for (const [index, asin] of asins.entries()) {
			// The counts 1..WRITES go round the keys: the last one that fell on this key.
			const last = WRITES - ((WRITES - index) % SHARED_KEYS);
			expect(documents.get(asin)).toMatchObject({
				price: last,
				title_ja: String(last),
				price_updated_at: new Date(Date.parse('2026-01-01T00:00:00Z') + last).toISOString(),
			});
		}
	}, 900_000);
});
