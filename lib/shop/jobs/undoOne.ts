import { isCodeEdit, undoCode } from '../codes/undoCode';
import type { GatedWriter } from '../gate/gatedWriter';
import type { MemoryPorts } from '../gate/records/neverEditable';
import { keepStampOurs } from '../texts/ownStamp';
import { isTextEdit } from '../texts/revertTexts';
import { textRecords } from '../texts/textRecords';
import type { WrittenItem } from './itemsOfRun';
import { findHideReason } from './findHideReason';
import type { Job, JobShop, JobStep } from './job';
import { planRevert } from './planRevert';
import { undoTexts } from './undoTexts';

/** Everything that undoing a single edit needs. */
export interface UndoPorts {
	shop: JobShop;
	job: Job;
	/** Number of the run that undoes, for the journal. */
	run: string;
	writer: Pick<GatedWriter, 'putTexts' | 'putCode'>;
	isDry: boolean;
	/** Reports a failure that has no further consequence. */
	warn: MemoryPorts['warn'];
	/** The present time as ISO 8601 with offset. */
	timestamp: () => string;
}

type Undone = Pick<JobStep, 'edits' | 'why' | 'result'>;

/** Puts back one edit, whatever it is about, and tells what came of it. */
export async function undoOne(written: WrittenItem, undoing: UndoPorts): Promise<Undone> {
	const { entry, listing, trouble } = written;
	if (trouble) return { edits: {}, why: [trouble.error ?? ''], result: trouble };
	if (isCodeEdit(entry.field_edits)) {
		const ports = { ...undoing, data: undoing.shop.data };
		return { edits: {}, ...(await undoCode(entry, listing, ports)) };
	}
	if (!isTextEdit(entry.field_edits)) return await undoEdit(written, undoing);
	const { shop, run, timestamp, warn } = undoing;
	const about = { run, account: shop.account, item_id: entry.item_id, asin: entry.asin };
	const record = (why: string[]) => textRecords(shop.data.ledger, { ...about, why }, timestamp);
	const undone = await undoTexts(entry, { ...undoing, record });
	if (undone.result.action === 'updated') {
		const item = { asin: entry.asin, listing };
		await keepStampOurs(item, listing.modified, shop, { data: shop.data, timestamp, warn });
	}
	return { edits: {}, ...undone };
}

async function undoEdit({ entry, listing }: WrittenItem, undoing: UndoPorts): Promise<Undone> {
	const { shop, job, run, isDry } = undoing;
	const { asin, field_edits } = entry;
	const document = (await shop.data.cache.read(asin ? [asin] : [])).get(asin);
	const hidden = await findHideReason(entry, listing, document, shop);
	const { edits: wanted, puts, left } = planRevert(field_edits, listing, hidden);
	const intent = { asin, run, listing, edits: wanted, writer: 'undo' as const, isLooked: true };
	// A move that puts it on sale needs a young answer, as any other edit does.
	const { edits, held } = await job.check({ ...intent, why: [] });
	const why = [...puts.flatMap(({ field, line }) => (field in edits ? [line] : [])), ...left];
	if (Object.keys(edits).length === 0) {
		const action = held.length > 0 ? ('held' as const) : ('none' as const);
		return { edits, why, result: { action, edits, error: null, held } };
	}
	if (isDry) return { edits, why, result: { action: 'dry_run', edits, error: null, held } };
	return { edits, why, result: { ...(await job.send({ ...intent, edits, why })), held } };
}
