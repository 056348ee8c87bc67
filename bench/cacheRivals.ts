import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Keyv from 'keyv';
import { KeyvFile } from 'keyv-file';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { openCache } from '../lib/cache/cache';
import { FileStore } from '../lib/cache/stores/file';
import { asinAt, documentAt, fillFolder, SHOP_ITEMS, spreadOver, writeAt } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { medianTimes } from './timing';

const CHUNK = 100;
const ROUNDS = 15;

/** One chunk's new prices, on disk when it ends: the documents keep all their other fields. */
type WriteChunk = (round: number) => Promise<void>;

type Documents = Record<string, Record<string, unknown>>;

/** The same chunk of writes by each store, in turns, with a whole shop stored. */
export const measureCacheRivals: Measure = async (say) => {
	const root = await mkdtemp(join(tmpdir(), 'abs-bench-rivals-'));
	try {
		say(`filling four stores with ${SHOP_ITEMS} documents`);
		const quickFolder = join(root, 'ours');
		const durableFolder = join(root, 'ours-fsync');
		await fillFolder(quickFolder, SHOP_ITEMS);
		await fillFolder(durableFolder, SHOP_ITEMS);
		const tasks = {
			ours: ours(quickFolder, false),
			oursDurable: ours(durableFolder, true),
			keyvFiles: await keyv({ filename: join(root, 'keyv'), separatedFile: true }),
			keyvOneFile: await keyv({ filename: join(root, 'keyv.json'), writeDelay: 0 }),
			lowdb: await lowdb(join(root, 'lowdb.json')),
		};
		say(`${ROUNDS} chunks of ${CHUNK} each`);
		return figuresOf(await medianTimes(tasks, ROUNDS));
	} finally {
		await rm(root, { recursive: true, force: true });
	}
};

type Times = Record<'ours' | 'oursDurable' | 'keyvFiles' | 'keyvOneFile' | 'lowdb', number>;

function figuresOf(times: Times): Figure[] {
	const row = (
		id: string,
		mine: 'ours' | 'oursDurable',
		theirs: keyof Times,
		bound: number | null,
		against: string,
	): Figure => ({
		id,
		value: rounded(times[mine] / times[theirs]),
		unit: '',
		bound,
		against,
		how: `${CHUNK} of ${SHOP_ITEMS} documents, fsync ${mine === 'ours' ? 'off' : 'on'}: ${rounded(times[mine])} over ${rounded(times[theirs])} ms, median of ${ROUNDS}`,
	});
	const files = 'keyv with keyv-file, a file a key, written in place';
	const oneFile = 'keyv with keyv-file as it comes (one file), writeDelay 0';
	const naive = 'lowdb with one file for all documents';
	return [
		row('cache_write_over_keyv', 'ours', 'keyvOneFile', 1, oneFile),
		row('cache_write_over_keyv_fsync', 'oursDurable', 'keyvOneFile', null, oneFile),
		row('cache_write_over_keyv_files', 'ours', 'keyvFiles', null, files),
		row('cache_write_over_keyv_files_fsync', 'oursDurable', 'keyvFiles', null, files),
		row('cache_write_over_lowdb_one_file', 'ours', 'lowdb', 0.1, naive),
		row('cache_write_over_lowdb_one_file_fsync', 'oursDurable', 'lowdb', null, naive),
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

/** The way of lowdb's own documentation: change the data, write the file. */
async function lowdb(file: string): Promise<WriteChunk> {
	const database = new Low<Documents>(new JSONFile(file), {});
	for (let index = 0; index < SHOP_ITEMS; index++) {
		database.data[asinAt(index)] = documentAt(index);
	}
	await database.write();
	return async (round) => {
		for (const asin of chunkOf(round).map(asinAt)) {
			database.data[asin] = withNewPrice(database.data[asin]!, round);
		}
		await database.write();
	};
}
