import type { Ledger } from '../../ledger/ledger';
import type { JournalEntry } from '../../ledger/journal';
import { nothingShown } from '../../ledger/shop/tableCursors';
import { makeEditRows, type EditRow } from './editRows';
import { FINAL, MOST_ROWS, nameBatch, noChanges, type TableChanges } from './tableChanges';

const HOUR_MS = 3_600_000;

export interface EditPorts {
	ledger: Pick<Ledger, 'journal' | 'history' | 'tables'>;
	/** Milliseconds since 1970. */
	now: () => number;
}

/** How many of a run's edits the table shows, e.g. `12`, or `12!` if there will be no more. */
const nameCount = (count: number, isFinal: boolean): string => `${count}${isFinal ? FINAL : ''}`;

const readCount = (name: string | null | undefined): number => parseInt(name ?? '0', 10);

/** The edits of one run that the table lacks. */
interface Missing {
	run: string;
	rows: EditRow[];
	/** Among them those that an unmarked offer may have brought into the table already. */
	doubtful: number;
	name: string;
}

/**
 * Finds the edits that were made since the table was written. Rows are only added: an edit is a row once its answer
 * is known, or nobody waits for it any more.
 * @param isEmpty the table has no rows
 */
export async function findEditChanges(ports: EditPorts, isEmpty: boolean): Promise<TableChanges> {
	const { journal, tables } = ports.ledger;
	const cursor = await tables.get('edits');
	const isAnew = isEmpty || cursor === null || cursor.replaces;
	const { written, offered } = isAnew ? nothingShown : cursor;
	const runs = await journal.ids();
	const missing: Missing[] = [];
	let count = 0;
	for (const run of runs.filter((id) => !written[id]?.endsWith(FINAL) || id in offered)) {
		const found = await findMissing(run, { written: written[run], offered: offered[run] }, ports);
		if (found === null) continue;
		missing.push(found);
		count += found.rows.length;
		if (count >= MOST_ROWS) break;
	}
	if (missing.length === 0) return noChanges;
	const known = new Set(runs);
	const forgotten = Object.keys(written).filter((run) => !known.has(run));
	const batch = nameBatch();
	await tables.offer('edits', '', {
		...{ batch, replaces: isAnew },
		rows: Object.fromEntries([
			...missing.map(({ run, name }) => [run, name] as const),
			...forgotten.map((run) => [run, null] as const),
		]),
	});
	const rows = missing.flatMap(({ rows: each }) => each);
	return {
		...noChanges,
		// Rows of an earlier version stay where the journal has forgotten their runs.
		clearFrom: isAnew && !isEmpty ? findFirst(rows) : null,
		updates: missing.flatMap(({ rows: each, doubtful }) => each.slice(0, doubtful).map(copy)),
		inserts: missing.flatMap(({ rows: each, doubtful }) => each.slice(doubtful).map(copy)),
		batch,
	};
}

const copy = (row: EditRow) => ({ ...row });

const findFirst = (rows: readonly EditRow[]): string | null =>
	rows.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null);

/** Returns null if the table shows all of it. */
async function findMissing(
	run: string,
	shown: { written?: string; offered?: string | null },
	{ ledger, now }: EditPorts,
): Promise<Missing | null> {
	const record = await ledger.history.get(run);
	const entries = await ledger.journal.ofRun(run);
	const last = Date.parse(entries.at(-1)?.at ?? '');
	const isQuiet = Number.isNaN(last) || now() - last > HOUR_MS;
	const isOver = record ? record.state !== 'running' : isQuiet;
	const waiting = isOver ? -1 : entries.findIndex(({ answer }) => answer === null);
	const settled: JournalEntry[] = waiting < 0 ? entries : entries.slice(0, waiting);
	const all = settled.flatMap(makeEditRows);
	// Edits that belong to no run share one journal, which goes on.
	const name = nameCount(all.length, record !== null && isOver && isQuiet);
	if (shown.written === name && shown.offered === undefined) return null;
	const rows = all.slice(readCount(shown.written));
	const doubtful = Math.max(0, readCount(shown.offered) - readCount(shown.written));
	return { run, rows, doubtful: Math.min(doubtful, rows.length), name };
}
