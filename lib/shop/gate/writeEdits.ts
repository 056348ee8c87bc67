import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { AnswerLostError } from '../errors';
import type { ShopBudget, ShopReader, ShopWriter } from '../ports';
import { hasMoved, isApplied, joinParts } from './editParts';
import type { EditResult, Plan } from './intent';
import { onlyHides } from './stopped';

/** Writes each edit down before it is sent, and its outcome afterwards. */
export interface EditRecords {
	intend(plan: Plan): Promise<string>;
	settle(
		plan: Plan,
		id: string,
		outcome: 'applied' | 'failed' | 'lost' | 'stopped',
		after: Listing | null,
		detail: string | null,
	): Promise<void>;
}

export interface UpdatePorts {
	client: ShopReader & Pick<ShopWriter, 'editItem' | 'editVariationStock'>;
	budget: Pick<ShopBudget, 'take' | 'exhausted'>;
	records: EditRecords;
}

/** Returns why nothing may be sent any more, for the owner; null if the edit may go. */
type FindStop = (edits: Edits) => Promise<string | null>;

/**
 * Sends an edit call by call, and believes only what the shop shows afterwards. Calls that succeeded before a
 * failure are not undone, and are in the journal.
 */
export async function writeEdits(
	plan: Plan,
	parts: readonly Edits[],
	ports: UpdatePorts,
	findStop: FindStop,
): Promise<EditResult> {
	let { modified } = plan.listing;
	for (const [index, edits] of parts.entries()) {
		const listing = { ...plan.listing, modified };
		const isStampMoved = modified !== plan.listing.modified;
		const part = { ...plan, listing, edits, isPart: index < parts.length - 1, isStampMoved };
		const { action, error, after } = await writePart(part, ports, findStop);
		if (after) ({ modified } = after);
		if (action !== 'updated') return { action, edits: plan.edits, error };
	}
	return { action: 'updated', edits: joinParts(parts), error: null };
}

/**
 * Sends one call. Whoever stops the shop looks for intents without an answer, so the stop is looked at once more
 * after the intent is written down: one of the two sees the other.
 */
async function writePart(
	plan: Plan,
	{ client, budget, records }: UpdatePorts,
	findStop: FindStop,
): Promise<Pick<EditResult, 'action' | 'error'> & { after?: Listing }> {
	const id = await records.intend(plan);
	const stop = await findStop(plan.edits);
	if (stop !== null) {
		await records.settle(plan, id, 'stopped', null, stop);
		return { action: 'deferred', error: stop };
	}
	const send = async () => await sendCall(client, plan);
	let after: Listing;
	// After a lost answer, nobody knows whether the edit is still carried out, whatever a second try comes to.
	let isOpen = false;
	try {
		after = await send().catch(async (error: unknown) => {
			if (!(error instanceof AnswerLostError)) throw error;
			isOpen = true;
			if (!(await budget.take(2, 'lowers_risk'))) throw error;
			const shown = await client.getItem(plan.listing.item_id);
			if (isApplied(plan.edits, shown)) return shown;
			// A change by somebody else meanwhile is their newer word.
			const isTouched = shown.modified !== plan.listing.modified;
			if (!onlyHides(plan.edits) && (isTouched || hasMoved(plan.edits, plan.listing, shown))) {
				throw error;
			}
			// Time has passed since: what was allowed then may be stopped now.
			if ((await findStop(plan.edits)) !== null) throw error;
			return await send();
		});
	} catch (error) {
		const detail = error instanceof Error ? error.message : String(error);
		await records.settle(plan, id, isOpen ? 'lost' : 'failed', null, detail);
		throw error;
	}
	if (!isApplied(plan.edits, after)) {
		const error =
			'BASEが変更を受け付けましたが、反映されていません。商品の状態を管理画面で確認してください';
		await records.settle(plan, id, 'failed', after, error);
		return { action: 'failed', error };
	}
	await records.settle(plan, id, 'applied', after, null);
	return { action: 'updated', error: null, after };
}

async function sendCall(client: UpdatePorts['client'], { listing, edits }: Plan): Promise<Listing> {
	const [row] = Object.entries(edits.row_stocks ?? {});
	if (!row) return await client.editItem(listing.item_id, edits);
	const [id, stock] = row;
	return await client.editVariationStock(listing.item_id, Number(id), stock);
}
