import { inChunks } from '../listing/inChunks';
import { realpath } from 'node:fs/promises';
import type { Cache, CacheWrite } from '../cache/cache';
import type { CacheDocument, DocumentPatch } from '../cache/document';
import { StoreError, readCode } from '../stores/errors';
import { inParallel } from '../stores/inParallel';
import { parseStamp } from '../listing/stamp';
import { ImportReport } from './importReport';
import { findLegacyFolder, listLegacyFiles, readLegacyFile } from './legacyFolder';
import type { LegacyRecord } from './legacyRecord';
import { isTimeZone, toLegacyStamp, type LegacyTime } from './legacyTime';
import { parseLegacyFile } from './parseLegacyFile';

export interface ImportOptions {
	folder: string;
	/** Called with the folder that was found, possibly by a link; throws if it must not be read. */
	requireAllowed?: (folder: string) => Promise<unknown>;
	/** IANA name of the zone for times without offset; the older tools ran in `Asia/Tokyo`. */
	zone: string;
	/** true only counts. */
	isDryRun: boolean;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Called before each chunk; throws to stop. */
	checkpoint: () => void;
}

const CHUNK = 200;
const WIDTH = 8;

/**
 * Imports the older tools' files into the cache. Imported data is never fresh and never overwrites newer
 * data. A second import changes nothing, and the folder is only read.
 */
export async function importLegacyFolder(
	cache: Cache,
	options: ImportOptions,
): Promise<ImportReport> {
	if (!isTimeZone(options.zone)) {
		throw new StoreError(`タイムゾーン「${options.zone}」はありません。例: Asia/Tokyo`);
	}
	const folder = await findLegacyFolder(options.folder);
	await options.requireAllowed?.(folder);
	await requireOtherFolder(cache, folder);
	const { names, ignored } = await listLegacyFiles(folder);
	const report = new ImportReport();
	report.ignored = ignored;
	for (const chunk of inChunks(names, CHUNK)) {
		options.checkpoint();
		await importChunk(chunk, { cache, folder, options, report });
	}
	return report;
}

interface Import {
	cache: Cache;
	/** Where the older tools' files are. */
	folder: string;
	options: ImportOptions;
	/** Counts what was done. */
	report: ImportReport;
}

async function importChunk(
	names: readonly string[],
	{ cache, folder, options, report }: Import,
): Promise<void> {
	const records = await inParallel(names, WIDTH, (name) => readOne(folder, name, options, report));
	const usable = records.filter((record) => record !== null);
	const stored = await cache.read(usable.map(({ asin }) => asin));
	const writes: CacheWrite[] = [];
	const writing: LegacyRecord[] = [];
	for (const record of usable) {
		const set = makePatch(record, stored.get(record.asin), options);
		if (Object.keys(set).length === 0) {
			report.line(record.kind).unchanged++;
			continue;
		}
		countGroups(report, record, set);
		writes.push({ asin: record.asin, set: { ...set, is_import: true } });
		writing.push(record);
	}
	if (options.isDryRun) writing.forEach(({ kind }) => report.line(kind).imported++);
	else await writeAll(cache, writes, writing, report);
}

async function readOne(
	folder: string,
	name: string,
	{ zone, now }: ImportOptions,
	report: ImportReport,
): Promise<LegacyRecord | null> {
	const { stem, text, modifiedMs, problem } = await readLegacyFile(folder, name);
	const parsed =
		text === null
			? { kind: 'refused' as const, problems: [problem ?? '読み取れない'] }
			: parseLegacyFile(stem, text, { zone, now: now(), modifiedMs });
	const isRecord = 'asin' in parsed;
	report.line(parsed.kind).files++;
	for (const reason of parsed.problems) {
		report.problems.push({ file: name, reason, is_partial: isRecord });
	}
	return isRecord ? parsed : null;
}

/** Contains only data that is newer than the cache's. */
function makePatch(
	{ price, stock, basic_info }: LegacyRecord,
	stored: CacheDocument | undefined,
	{ zone }: ImportOptions,
): DocumentPatch {
	const set: DocumentPatch = {};
	if (price && isNews(price.time, stored?.price_updated_at)) {
		set.price = { ...price.fields, at: toLegacyStamp(price.time, zone) };
	}
	if (stock && isNews(stock.time, stored?.stock_updated_at)) {
		const { time, ...fields } = stock;
		set.stock = { ...fields, at: toLegacyStamp(time, zone) };
	}
	if (basic_info && isNews(basic_info.time, stored?.basic_info_updated_at)) {
		set.basic_info = { ...basic_info.fields, at: toLegacyStamp(basic_info.time, zone) };
	}
	return set;
}

function isNews(time: LegacyTime, storedStamp: unknown): boolean {
	const storedAt = parseStamp(storedStamp);
	return storedAt === null || (!time.isWeak && storedAt < time.ms);
}

function countGroups(report: ImportReport, { kind }: LegacyRecord, set: DocumentPatch): void {
	const line = report.line(kind);
	if (set.price) line.price++;
	if (set.stock) line.stock++;
	if (set.basic_info) line.basic_info++;
}

async function writeAll(
	cache: Cache,
	writes: readonly CacheWrite[],
	records: readonly LegacyRecord[],
	report: ImportReport,
): Promise<void> {
	const outcomes = await cache.write(writes);
	outcomes.forEach((outcome, index) => {
		const { kind, asin } = records[index]!;
		if (outcome.ok) {
			report.line(kind).imported++;
			return;
		}
		report.line(kind).failed++;
		report.problems.push({
			file: `${asin}.json`,
			reason: outcome.error.message,
			is_partial: false,
		});
	});
}

/** The older folder may serve as the store itself; then there is nothing to import. */
async function requireOtherFolder(cache: Cache, folder: string): Promise<void> {
	if ((await resolveRealPath(cache.place)) !== folder) return;
	throw new StoreError(
		`取り込み元 ${folder} はこのキャッシュの保存先そのものです。取り込みは不要です。別の保存先へ移す時は Folder または Cache Name を変えてください。`,
	);
}

async function resolveRealPath(place: string): Promise<string> {
	try {
		return await realpath(place);
	} catch (error) {
		if (readCode(error) === 'ENOENT') return place;
		throw error;
	}
}
