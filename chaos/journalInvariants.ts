import type { JournalEntry } from '../lib/ledger/journal';
import type { Broken, Cycle } from './facts';
import { runsOf } from './job';

/** Every write that the shop has seen was written down before, and every intent has its outcome. */
export function journalInvariants(cycle: Cycle): Broken[] {
	return [...writesKnown(cycle), ...intentsSettled(cycle), ...entriesKept(cycle)];
}

function writesKnown({ after }: Cycle): Broken[] {
	const byItem = Map.groupBy(after.journal, ({ item_id }) => item_id);
	const found: Broken[] = [];
	for (const [id, writes] of after.writes) {
		const intents = byItem.get(id)?.length ?? 0;
		if (writes <= intents) continue;
		found.push({
			invariant: 'a write that no intent tells of',
			detail: `item ${id}: ${writes} writes, ${intents} intents`,
		});
	}
	for (const [id, entries] of byItem) {
		const applied = countCarriedOut(entries);
		const writes = after.writes.get(id) ?? 0;
		if (applied <= writes) continue;
		found.push({
			invariant: 'an outcome that never was',
			detail: `item ${id}: ${applied} applied, ${writes} writes`,
		});
	}
	return found;
}

/** Two runs side by side may send the same edit: where one is lost, it finds the other's carried out. */
const SIDE_BY_SIDE_MS = 5 * 60_000;

function countCarriedOut(entries: readonly JournalEntry[]): number {
	const applied = entries.filter(({ answer }) => answer?.outcome === 'applied');
	const isSame = (one: JournalEntry, other: JournalEntry) =>
		one.run !== other.run &&
		targetOf(one) === targetOf(other) &&
		Math.abs(Date.parse(one.at) - Date.parse(other.at)) <= SIDE_BY_SIDE_MS;
	return applied.filter(
		(entry, index) => !applied.slice(0, index).some((one) => isSame(one, entry)),
	).length;
}

const targetOf = ({ field_edits }: JournalEntry): string =>
	JSON.stringify(Object.entries(field_edits).map(([field, { to }]) => [field, to]));

function intentsSettled({ after, isHealthy, result }: Cycle): Broken[] {
	if (!isHealthy) return [];
	const runs = runsOf(result).map(({ run }) => run);
	return after.journal
		.filter(({ run, answer }) => runs.includes(run) && answer === null)
		.map((entry) => ({ invariant: 'an intent without an outcome', detail: describe(entry) }));
}

function entriesKept({ before, after }: Cycle): Broken[] {
	const now = new Set(after.journal.map(({ id }) => id));
	return before.journal
		.filter(({ id }) => !now.has(id))
		.map((entry) => ({ invariant: 'an entry of the journal was lost', detail: describe(entry) }));
}

const describe = ({ run, item_id, field_edits, at }: JournalEntry): string =>
	`item ${item_id}, run ${run}, ${JSON.stringify(field_edits)}, ${at}`;
