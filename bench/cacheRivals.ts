import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Keyv from 'keyv';
import { KeyvFile } from 'keyv-file';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { openCache } from '../lib/cache/cache';
import { FileStore } from '../lib/stores/file/fileStore';
import { asinAt, documentAt, fillFolder, SHOP_ITEMS, spreadOver, writeAt } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { medianTimes, timed } from './timing';

const CHUNK = 100;
const ROUNDS = 15;

/** One chunk's new prices, on disk when it ends: the documents keep all their other fields. */
type WriteChunk = (round: number) => Promise<void>;

type Documents = Record<string, Record<string, unknown>>;

/** The same chunk of writes by each store, in turns, with a whole shop stored. */
export const measureCacheRivals: Measure = async (say) => {
	const root = await mkdtemp(join(tmpdir(), 'abs-bench-rivals-'));
	try {
		say(`filling six stores with ${SHOP_ITEMS} documents`);
		const quickFolder = join(root, 'ours');
		const durableFolder = join(root, 'ours-fsync');
		await fillFolder(quickFolder, SHOP_ITEMS);
		await fillFolder(durableFolder, SHOP_ITEMS);
		const saveEach = await lowdb(join(root, 'lowdb-each.json'), 'each');
		const tasks = {
			ours: ours(quickFolder, false),
			oursDurable: ours(durableFolder, true),
			keyvFiles: await keyv({ filename: join(root, 'keyv'), separatedFile: true }),
			keyvOneFile: await keyv({ filename: join(root, 'keyv.json'), writeDelay: 0 }),
			lowdbOnce: await lowdb(join(root, 'lowdb.json'), 'once'),
		};
		say(`${ROUNDS} chunks of ${CHUNK} each`);
		const times = await medianTimes(tasks, ROUNDS);
		say(`one chunk, saved ${CHUNK} times`);
		const lowdbEach = await timed(async () => await saveEach(0));
		return figuresOf({ ...times, lowdbEach });
	} finally {
		await rm(root, { recursive: true, force: true });
	}
};

type Mine = 'ours' | 'oursDurable';

type Times = Record<Mine | 'keyvFiles' | 'keyvOneFile' | 'lowdbEach' | 'lowdbOnce', number>;

function figuresOf(times: Times): Figure[] {
	const row = (
		id: string,
		[mine, theirs]: [Mine, keyof Times],
		bound: number | null,
		against: string,
	): Figure => ({
		id,
		value: rounded(times[mine] / times[theirs]),
		unit: '',
		bound,
		against,
		how: `${CHUNK} of ${SHOP_ITEMS} documents read, changed, written; fsync ${mine === 'ours' ? 'off' : 'on'}: ${rounded(times[mine])} over ${rounded(times[theirs])} ms`,
	});
	const oneFile = 'keyv with keyv-file as it comes: one file, writeDelay 0';
	const files = 'keyv with keyv-file, a file a key, overwritten in place (not crash safe)';
	const each = 'lowdb with one file, each document saved before the next, as our store does';
	const once = 'lowdb with one file, read and saved once a chunk';
	return [
		row('cache_write_over_keyv', ['ours', 'keyvOneFile'], 1, oneFile),
		row('cache_write_over_keyv_fsync', ['oursDurable', 'keyvOneFile'], null, oneFile),
		row('cache_write_over_keyv_files', ['ours', 'keyvFiles'], null, files),
		row('cache_write_over_keyv_files_fsync', ['oursDurable', 'keyvFiles'], null, files),
		row('cache_write_over_lowdb_one_file', ['ours', 'lowdbEach'], 0.1, each),
		row('cache_write_over_lowdb_saved_once', ['ours', 'lowdbOnce'], null, once),
		row('cache_write_over_lowdb_saved_once_fsync', ['oursDurable', 'lowdbOnce'], null, once),
	];
}

const chunkOf = (round: number): number[] => spreadOver(SHOP_ITEMS, CHUNK, round);

/** What a rival must do to change two groups of a document. */
function withNewPrice(document: Record<string, unknown>, round: number): Record<string, unknown> {
	const at = new Date().toISOString();
	return {
		...document,
		price: 2000 + round,
		price_updated_at: at,
		in_stock: true,
		stock_updated_at: at,
		cached_at: at,
	};
}

function ours(folder: string, fsync: boolean): WriteChunk {
	const store = new FileStore({ folder, now: Date.now, fsync });
	const cache = openCache({ store, now: Date.now });
	return async (round) => {
		const at = new Date().toISOString();
		const writes = chunkOf(round).map((index) => writeAt(index, 2000 + round, at));
		const outcomes = await cache.write(writes);
		if (!outcomes.every(({ ok }) => ok)) throw new Error('A write failed');
	};
}

async function keyv(options: ConstructorParameters<typeof KeyvFile>[0]): Promise<WriteChunk> {
	const store = new Keyv<Record<string, unknown>>({ store: new KeyvFile(options) });
	const everything = Array.from({ length: SHOP_ITEMS }, (_, index) => index);
	await Promise.all(everything.map((index) => store.set(asinAt(index), documentAt(index))));
	return async (round) => {
		const asins = chunkOf(round).map(asinAt);
		const documents = await store.get(asins);
		const written = await Promise.all(
			asins.map((asin, at) => {
				const document = documents[at];
				if (!document) throw new Error(`keyv lost ${asin}`);
				return store.set(asin, withNewPrice(document, round));
			}),
		);
		if (!written.every(Boolean)) throw new Error('A write of keyv failed');
	};
}

/** Reads the file first, as every store must that another execution may have written to. */
async function lowdb(file: string, saved: 'each' | 'once'): Promise<WriteChunk> {
	const database = new Low<Documents>(new JSONFile(file), {});
	for (let index = 0; index < SHOP_ITEMS; index++) {
		database.data[asinAt(index)] = documentAt(index);
	}
	await database.write();
	return async (round) => {
		await database.read();
		for (const asin of chunkOf(round).map(asinAt)) {
			database.data[asin] = withNewPrice(database.data[asin]!, round);
			if (saved === 'each') await database.write();
		}
		if (saved === 'once') await database.write();
	};
}
