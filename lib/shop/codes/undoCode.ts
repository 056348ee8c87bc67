import type { JournalEntry } from '../../ledger/journal';
import { readIdentifier } from '../../listing/codes/identifier';
import type { Listing } from '../../listing/listing';
import { QuotaExceededError } from '../errors';
import type { GatedWriter } from '../gate/gatedWriter';
import { tryToRemember, type MemoryPorts } from '../gate/records/neverEditable';
import type { Job, JobResult, JobShop } from '../jobs/job';
import { keepStampOurs } from '../texts/ownStamp';
import { textRecords } from '../texts/textRecords';
import { carryMemory } from './carryMemory';
import { hideUnproved } from './hideUnproved';

export interface CodeUndo extends MemoryPorts {
	shop: JobShop;
	job: Job;
	writer: Pick<GatedWriter, 'putCode'>;
	/** Number of the run that undoes, for the journal. */
	run: string;
	isDry: boolean;
}

/** True if it rewrote the code of an item. */
export const isCodeEdit = (written: JournalEntry['field_edits']): boolean =>
	Object.hasOwn(written, 'identifier');

/** Puts the code of an item back, if the shop still shows the one that the undone run wrote. */
export async function undoCode(
	{ field_edits }: Pick<JournalEntry, 'field_edits'>,
	listing: Listing,
	ports: CodeUndo,
): Promise<{ why: string[]; result: JobResult }> {
	const { shop, job, isDry } = ports;
	const { from, to } = field_edits.identifier ?? {};
	if (typeof from !== 'string')
		return tell('none', '元の商品コードが分からないため、そのままにします');
	if (listing.identifier === from) return tell('none', '商品コードはすでに元のままです');
	if (listing.identifier !== to) {
		return tell(
			'none',
			`商品コードはその後「${listing.identifier}」に変わったため、そのままにします`,
		);
	}
	const line = `商品コードを元の「${from}」に戻します`;
	if (isDry) return tell('dry_run', line);
	const result = await job.attempt({}, async (): Promise<JobResult> => {
		if (!(await shop.budget.take(1, 'adds_risk'))) {
			const error = 'BASEの呼び出し回数の残りがないため、後でもう一度実行してください';
			return { action: 'deferred', edits: {}, error };
		}
		try {
			const trouble = await putBack(listing, from, line, ports);
			if (trouble) return trouble;
		} catch (error) {
			if (error instanceof QuotaExceededError) await shop.budget.exhausted(error.window);
			throw error;
		}
		return { action: 'updated', edits: {}, error: null };
	});
	return { why: [line], result };
}

/** @returns why the code was not put back; null if it was */
async function putBack(
	shown: Listing,
	code: string,
	line: string,
	ports: CodeUndo,
): Promise<JobResult | null> {
	const { shop, run, timestamp, writer } = ports;
	const { item_id, identifier } = shown;
	const pattern = (await shop.data.ledger.items.read(shop.account))?.pattern;
	const readAsin = (text: string): string => {
		const reading = readIdentifier(text, pattern ? new RegExp(pattern) : undefined);
		return reading.kind === 'unmapped' ? '' : reading.asin;
	};
	const asin = readAsin(code);
	const recoding = { asin, oldAsin: readAsin(identifier ?? ''), listing: shown, run };
	const trouble = await hideUnproved(recoding, ports);
	if (trouble) return trouble;
	const listing = shown.visible ? await shop.client.getItem(item_id) : shown;
	const { modified } = listing;
	const about = { run, account: shop.account, item_id, asin, why: [line] };
	const changes = { identifier: { from: identifier, to: code } };
	await textRecords(
		shop.data.ledger,
		about,
		timestamp,
	)({ changes, modified }, async () => {
		await writer.putCode(item_id, code);
	});
	const carried = await carryMemory(recoding.oldAsin, listing, shop.data);
	await tryToRemember({ asin, listing: { ...listing, identifier: code } }, carried, ports);
	await keepStampOurs({ asin, listing }, modified, shop, ports);
	return null;
}

const tell = (action: JobResult['action'], line: string) => ({
	...{ why: [line], result: { action, edits: {}, error: null } },
});
