import { readShopMemory } from '../../../changes/guards/guard';
import type { ShopMemory } from '../../../listing/memory';
import type { EditResult, Intent } from '../intent';
import {
	forgetNeverEditable,
	noteNeverEditable,
	tryToRemember,
	type MemoryPorts,
} from './neverEditable';

/**
 * Notes the outcome of an intent for the runs to come.
 * @param memory of the item, as it was before
 * @returns the outcome to report
 */
export async function noteOutcome(
	intent: Intent,
	memory: ShopMemory,
	result: EditResult,
	ports: MemoryPorts,
): Promise<EditResult> {
	const { action, refusedForGood } = result;
	if (refusedForGood !== undefined) {
		await noteNeverEditable(intent, refusedForGood, ports);
		return reportRefusal(intent, memory, result);
	}
	if (action === 'failed' || action === 'deferred') await noteUnsent(intent, ports);
	if (action === 'updated' && memory.never_editable) await forgetNeverEditable(intent, ports);
	return result;
}

/** Reports the refusal only the first time: after a sale or a change by hand, the item is tried and refused again. */
function reportRefusal(
	{ writer }: Intent,
	{ never_editable }: ShopMemory,
	{ action, edits, error, refusedForGood }: EditResult,
): EditResult {
	// A job says it each time: the owner waits for its result.
	const isTold = writer === 'run' && never_editable?.reason === refusedForGood;
	return isTold ? { action: 'none', edits: {}, error } : { action, edits, error };
}

/** Notes that a run's edit was not sent, so that the watch sends it again before the next sync does. */
export async function noteUnsent(intent: Intent, ports: MemoryPorts): Promise<void> {
	if (intent.writer !== 'run') return;
	const { asin, listing } = intent;
	const documents = await ports.data.cache.read(asin === '' ? [] : [asin]);
	if (readShopMemory(documents.get(asin) ?? null, listing).unsent_since) return;
	await tryToRemember(intent, { unsent_since: ports.timestamp() }, ports);
}
