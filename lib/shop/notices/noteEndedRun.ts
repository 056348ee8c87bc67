import type { JournalEntry } from '../../ledger/journal';
import type { Ledger } from '../../ledger/ledger';
import type { ItemChange } from '../../ledger/notices/itemChange';
import type { NewNotice } from '../../ledger/notices/notice';
import { findKind, type LastingFailure } from '../../ledger/runs/failures';
import type { Run } from '../../ledger/runs/run';
import { nameOfItem } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import { toStamp } from '../../listing/stamp';
import type { ClosedRun } from '../runs/closeRun';
import { endFailures } from '../runs/failExecution';

/**
 * Notes a run that ended without its own message, and what it had edited until then.
 * @param account whose owner is told; empty if no shop is known yet
 */
export async function noteEndedRun(
	{ notices }: Pick<Ledger, 'notices'>,
	account: string,
	{ record, edits }: ClosedRun,
): Promise<NewNotice[]> {
	const { id: run, workflow, started_at, node, reason } = record;
	const items = Map.groupBy(edits, ({ item_id, variation }) => nameOfItem(item_id, variation));
	const facts = { run, workflow, started_at, node, reason, edits: items.size };
	// The same failure before any edit is one matter, however often it happens.
	const matter = edits.length > 0 ? run : `${workflow} ${findKind(reason ?? '')}`;
	// Its report came so far: the notices know the edits already, and what followed them.
	const isNoted = await notices.hasNoted(account, run);
	const found: NewNotice[] = [
		{ key: `run_ended ${matter}`, kind: 'run_ended', item: null, run, facts },
		...(isNoted ? [] : [...items]).map(([name, of]): NewNotice => {
			const { item_id, asin } = of[0]!;
			const item = { item_id, asin, title: '' };
			return { key: `change @${name}`, kind: 'change', item, run, facts: joinEdits(of) };
		}),
	];
	await notices.note(account, { found });
	return found;
}

/** The journal knows what was edited; what moved at Amazon is found again by the next run. */
function joinEdits(edits: readonly JournalEntry[]): ItemChange {
	const from = (field: keyof Edits) =>
		edits.find(({ field_edits }) => field in field_edits)?.field_edits[field]?.from;
	const to = (field: keyof Edits) =>
		edits.findLast(({ field_edits }) => field in field_edits)?.field_edits[field]?.to;
	const stateOf = (value: (field: keyof Edits) => unknown) => ({
		price: (value('price') as number | undefined) ?? null,
		visible: (value('visible') as boolean | undefined) ?? null,
	});
	return {
		amazon: null,
		shop: { before: stateOf(from), after: stateOf(to) },
		stock: (to('stock') as number | undefined) ?? null,
		...{ rows: [], stop: null, why: '途中で終わった実行が変更しました', staysOnSale: false },
	};
}

/**
 * Ends the failures of a mode after a success, and notes it for the next message.
 * @param name of the runs' memory
 * @param ahead nodes that have not worked yet: their failures go on
 * @returns the failure that lasted longest; null if there was none
 */
export async function noteRecovery(
	ledger: Pick<Ledger, 'failures' | 'notices'>,
	name: string,
	{ workflow: workflowId, account, id: run }: Pick<Run, 'workflow' | 'account' | 'id'>,
	ahead: ReadonlySet<string>,
): Promise<LastingFailure | null> {
	const ended = await endFailures(ledger, name, workflowId, ahead);
	if (ended === null) return null;
	const { workflow, reason, since } = ended;
	const facts = { workflow, reason, since: toStamp(since) };
	const key = `run_recovered ${name}`;
	const found = [{ key, kind: 'run_recovered' as const, item: null, run, facts }];
	await ledger.notices.note(account, { found });
	return ended;
}
