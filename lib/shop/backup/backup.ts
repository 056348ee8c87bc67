import { z } from 'zod';
import type { CacheDocument } from '../../cache/document';
import type { LedgerBackup } from '../../ledger/backup';
import { parseJson } from '../../listing/input/parseJson';
import { inChunks } from '../../listing/inChunks';
import type { ShopData } from '../shopData';

/** The fields that the cache keeps about the shop, not about Amazon: Amazon can be asked again. */
const memoryFields = ['shop', 'reported', 'creating', 'identity'] as const;

export type ShopPart = Pick<CacheDocument, (typeof memoryFields)[number]>;

/** One file: the ledger, and the shop's memory by ASIN. */
export interface Backup {
	format: typeof FORMAT;
	version: number;
	/** ISO 8601 with offset. */
	made_at: string;
	ledger: LedgerBackup;
	memory: Record<string, ShopPart>;
}

const FORMAT = 'amazon-base-sync backup';
/** Raised when an older package could no longer read a backup. */
const VERSION = 1;
const CHUNK = 500;

/**
 * Collects everything that can't be fetched again.
 * @param madeAt ISO 8601 with offset
 * @param onChunk called before each chunk; may throw to stop
 */
export async function makeBackup(
	{ cache, ledger }: ShopData,
	madeAt: string,
	onChunk: () => void,
): Promise<Backup> {
	const memory: Backup['memory'] = {};
	const asins: string[] = [];
	for await (const asin of cache.asins()) asins.push(asin);
	asins.sort();
	for (const chunk of inChunks(asins, CHUNK)) {
		onChunk();
		for (const [asin, document] of await cache.read(chunk)) {
			const part = pickMemory(document);
			if (Object.keys(part).length > 0) memory[asin] = part;
		}
	}
	return {
		format: FORMAT,
		version: VERSION,
		made_at: madeAt,
		ledger: await ledger.archive.read(),
		memory,
	};
}

const pickMemory = (document: CacheDocument): ShopPart =>
	Object.fromEntries(
		memoryFields
			.filter((field) => document[field] !== undefined)
			.map((field) => [field, document[field]]),
	);

const record = z.record(z.unknown());

const backupSchema = z.object({
	format: z.literal(FORMAT),
	version: z.number(),
	made_at: z.string(),
	ledger: z.object({ records: z.record(z.record(record)), journals: z.record(z.array(record)) }),
	memory: z.record(record),
});

/**
 * Reads a backup from its file.
 * @throws Error for the owner, if the file is not a backup or one of a newer version
 */
export function parseBackup(text: string): Backup {
	const parsed = backupSchema.safeParse(parseJson(text));
	if (!parsed.success) {
		throw new Error(
			'このファイルは、このノードの Back Up で作ったバックアップではありません。ファイルを確かめてください。',
		);
	}
	if (parsed.data.version > VERSION) {
		throw new Error(
			'このバックアップは、より新しい版で作られています。n8n-nodes-amazon-base-sync を更新してからもう一度実行してください。',
		);
	}
	return parsed.data as Backup;
}
