import type { CacheDocument, DocumentPatch } from '../../cache/document';
import type { RestoreCounts } from '../../ledger/backup';
import { inChunks } from '../../listing/inChunks';
import type { ShopData } from '../shopData';
import type { Backup, ShopPart } from './backup';

export interface RestoreOptions {
	/** True: only counts. */
	isDryRun: boolean;
	/** Called before each chunk; may throw to stop. */
	onChunk: () => void;
}

export interface Restored {
	ledger: RestoreCounts;
	/** Counts of ASINs. */
	memory: RestoreCounts;
	/** ASINs whose memory could not be restored, with the reason. */
	refused: Array<{ asin: string; reason: string }>;
}

const CHUNK = 200;

/** Adds what is missing and changes nothing that already exists. */
export async function restoreBackup(
	{ cache, ledger }: ShopData,
	backup: Backup,
	{ isDryRun, onChunk }: RestoreOptions,
): Promise<Restored> {
	const restored: Restored = {
		ledger: await ledger.archive.restore(backup.ledger, { isDryRun }),
		memory: { added: 0, kept: 0 },
		refused: [],
	};
	for (const chunk of inChunks(Object.entries(backup.memory), CHUNK)) {
		onChunk();
		const held = await cache.read(chunk.map(([asin]) => asin));
		const writes = chunk.flatMap(([asin, part]) => {
			const set = pickMissing(part, held.get(asin));
			return Object.keys(set).length > 0 ? [{ asin, set }] : [];
		});
		restored.memory.kept += chunk.length - writes.length;
		const outcomes = isDryRun ? [] : await cache.write(writes);
		const failed = outcomes.filter((outcome) => !outcome.ok);
		for (const { asin, error } of failed) restored.refused.push({ asin, reason: error.message });
		restored.memory.added += writes.length - failed.length;
	}
	return restored;
}

/** Picks the part of a backup that the document does not have yet. */
function pickMissing(part: ShopPart, held: CacheDocument | undefined): DocumentPatch {
	const shop = lacking(part.shop, held?.shop);
	const reported = lacking(part.reported, held?.reported);
	const creating = lacking(part.creating, held?.creating);
	return {
		...(shop ? { shop } : {}),
		...(reported ? { reported } : {}),
		...(creating ? { creating } : {}),
		...(part.identity && !held?.identity
			? { identity: { ...part.identity, only_if_missing: true } }
			: {}),
	};
}

function lacking<T>(
	given: Record<string, T> | undefined,
	held: Record<string, T> | undefined,
): Record<string, T> | null {
	const missing = Object.entries(given ?? {}).filter(([key]) => !Object.hasOwn(held ?? {}, key));
	return missing.length > 0 ? Object.fromEntries(missing) : null;
}
