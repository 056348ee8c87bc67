/**
 * A process of its own that writes to a cache folder, for tests that kill it or set two against each
 * other. Says `ready`, waits for a line, works, and reports each acknowledged write on a line.
 */
import { writeSync } from 'node:fs';
import { openCache, type Cache, type CacheWrite } from '../../lib/cache/cache';
import { FileStore } from '../../lib/stores/file/fileStore';
import { asinOf, type WriterTask } from './cacheWriterProcess';

const BASE = Date.parse('2026-01-01T00:00:00Z');
const CHUNK = 20;

async function main(task: WriterTask): Promise<void> {
	const now = () => BASE + 10 * 365 * 24 * 3_600_000;
	const store = new FileStore({ folder: task.folder, now, fsync: false, lockStaleMs: 1500 });
	const cache = openCache({ store, now });
	say('ready');
	await new Promise((resolve) => process.stdin.once('data', resolve));
	for (let done = 0; done < task.writes; done += CHUNK) {
		const counts = Array.from({ length: CHUNK }, (_, n) => task.first + done + n);
		await writeChunk(cache, task, counts);
	}
	say('done');
	process.exit(0);
}

async function writeChunk(cache: Cache, task: WriterTask, counts: number[]): Promise<void> {
	await Promise.all(
		counts.map(async (count) => {
			const [outcome] = await cache.write([writeOf(task, count)]);
			if (!outcome?.ok) throw outcome?.error ?? new Error('no outcome');
			say(`${outcome.asin} ${count}`);
		}),
	);
}

function writeOf({ kind, keys }: WriterTask, count: number): CacheWrite {
	const asin = asinOf(count % keys);
	const at = new Date(BASE + count).toISOString();
	if (kind === 'price') return { asin, set: { price: { price: count, at } } };
	const text = `${count} ${'説明'.repeat(kind === 'endless' ? 4000 : 40)}`;
	const basic_info = { title_ja: String(count), description_ja: text, at };
	return { asin, set: { basic_info } };
}

const say = (line: string) => writeSync(1, `${line}\n`);

void main(JSON.parse(process.argv[2]!) as WriterTask);
