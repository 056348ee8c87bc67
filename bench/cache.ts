import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCache, type Cache } from '../lib/cache/cache';
import { FileStore } from '../lib/stores/file/fileStore';
import { asinAt, fillFolder, SHOP_ITEMS, spreadOver, writeAt } from './documents';
import { rounded, type Figure, type Measure } from './figure';
import { median, medianTimes } from './timing';

const LARGE = 100_000;
const CHUNK = 100;
const READ_CHUNK = 500;
const READ_ROUNDS = 3;
const WRITE_ROUNDS = 21;
const HOUR_MS = 3_600_000;

interface Folders {
	small: string;
	large: string;
}

/** What a shop's work costs in a store ten times its size: ages, reads and one chunk's write. */
export const measureCache: Measure = async (say) => {
	const root = await mkdtemp(join(tmpdir(), 'abs-bench-cache-'));
	try {
		const folders = { small: join(root, 'small'), large: join(root, 'large') };
		say(`${SHOP_ITEMS} and ${LARGE} documents`);
		await fillFolder(folders.small, SHOP_ITEMS);
		await fillFolder(folders.large, LARGE);
		say('reading');
		const reads = await readFigures(folders);
		say('writing');
		return [...reads, await writeFigure(folders), ...(await statisticsFigures(folders, say))];
	} finally {
		await rm(root, { recursive: true, force: true });
	}
};

/** A cache of its own index: `cold` until it has read. */
const open = (folder: string, fsync = true): Cache =>
	openCache({ store: new FileStore({ folder, now: Date.now, fsync }), now: Date.now });

const storedIn = (name: keyof Folders): number => (name === 'small' ? SHOP_ITEMS : LARGE);

const shopAsins = (name: keyof Folders): string[] =>
	spreadOver(storedIn(name), SHOP_ITEMS).map(asinAt);

async function readFigures(folders: Folders): Promise<Figure[]> {
	const caches = { small: open(folders.small), large: open(folders.large) };
	const pass = (name: keyof Folders) => () => readInChunks(caches[name], shopAsins(name));
	const cold = await medianTimes(
		{
			small: () => readInChunks(open(folders.small), shopAsins('small')),
			large: () => readInChunks(open(folders.large), shopAsins('large')),
		},
		READ_ROUNDS,
	);
	await pass('small')();
	await pass('large')();
	const warm = await medianTimes({ small: pass('small'), large: pass('large') }, READ_ROUNDS);
	const each = (ms: number) => `${Math.round((ms * 1000) / SHOP_ITEMS)} us`;
	const told = (times: Record<keyof Folders, number>) =>
		`${rounded(times.large / times.small)} (${each(times.large)} over ${each(times.small)})`;
	return [
		{
			id: 'cache_read_100k_over_10k',
			value: rounded(Math.max(cold.large / cold.small, warm.large / warm.small)),
			unit: '',
			bound: 1.5,
			against: `the same read with ${SHOP_ITEMS} stored, per document`,
			how: `${SHOP_ITEMS} documents of ${LARGE}; cold ${told(cold)}, warm ${told(warm)}; the worse one`,
		},
	];
}

async function readInChunks(cache: Cache, asins: readonly string[]): Promise<void> {
	for (let start = 0; start < asins.length; start += READ_CHUNK) {
		const some = asins.slice(start, start + READ_CHUNK);
		const found = await cache.read(some);
		if (found.size !== some.length) throw new Error(`${found.size} of ${some.length} documents`);
	}
}

async function writeFigure(folders: Folders): Promise<Figure> {
	const ratios: Record<string, string> = {};
	const values: number[] = [];
	for (const fsync of [true, false]) {
		const caches = { small: open(folders.small, fsync), large: open(folders.large, fsync) };
		const write = (name: keyof Folders) => (round: number) => writeChunk(caches[name], name, round);
		const times = await medianTimes({ small: write('small'), large: write('large') }, WRITE_ROUNDS);
		values.push(times.large / times.small);
		ratios[fsync ? 'on' : 'off'] =
			`${rounded(times.large / times.small)} (${rounded(times.large)} over ${rounded(times.small)} ms)`;
	}
	return {
		id: 'cache_write_100k_over_10k',
		value: rounded(Math.max(...values)),
		unit: '',
		bound: 1.5,
		against: `the same write with ${SHOP_ITEMS} stored`,
		how: `${CHUNK} documents, median of ${WRITE_ROUNDS}; fsync on ${ratios.on}, off ${ratios.off}; the worse one`,
	};
}

async function writeChunk(cache: Cache, name: keyof Folders, round: number): Promise<void> {
	const at = new Date().toISOString();
	const indexes = spreadOver(storedIn(name), CHUNK, round);
	const outcomes = await cache.write(indexes.map((index) => writeAt(index, 2000 + round, at)));
	const failed = outcomes.find((outcome) => !outcome.ok);
	if (failed && !failed.ok) throw failed.error;
}

/** Counting is for people and the heartbeat; told without a bound. */
async function statisticsFigures(folders: Folders, say: (text: string) => void): Promise<Figure[]> {
	say('counting');
	const ttl = { priceMs: 24 * HOUR_MS, stockMs: HOUR_MS, basicInfoMs: 168 * HOUR_MS };
	const cache = open(folders.large);
	const times: number[] = [];
	for (let round = 0; round < 4; round++) {
		const startedAt = performance.now();
		const { documents } = await cache.statistics(ttl);
		times.push((performance.now() - startedAt) * 1000);
		if (documents !== LARGE) throw new Error(`Statistics counted ${documents} of ${LARGE}`);
	}
	const [cold = 0, ...warm] = times.map((time) => time / LARGE);
	return [
		{
			id: 'cache_statistics_cold_over_warm',
			value: rounded(cold / median(warm)),
			unit: '',
			bound: null,
			against: 'the same count once the ages are in the index',
			how: `Statistics over ${LARGE} documents: cold ${Math.round(cold)} us each, warm ${Math.round(median(warm))} us`,
		},
	];
}
