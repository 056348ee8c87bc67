import type { Ledger } from '../../ledger/ledger';
import type { RunRecord } from '../../ledger/runs/runRecords';
import { nothingShown } from '../../ledger/shop/tableCursors';
import { makeRecordRow } from './runRow';
import {
	digest,
	FINAL,
	MOST_ROWS,
	MOST_UPDATES,
	nameBatch,
	noChanges,
	type TableChanges,
	type TableRow,
} from './tableChanges';

const DAY_MS = 86_400_000;

export interface RunPorts {
	ledger: Pick<Ledger, 'history' | 'tables'>;
	/** Milliseconds since 1970. */
	now: () => number;
}

/**
 * Finds the runs that ended, or whose message went out, since the table was written.
 * @param isEmpty the table has no rows
 */
export async function findRunChanges(ports: RunPorts, isEmpty: boolean): Promise<TableChanges> {
	const { history, tables } = ports.ledger;
	const cursor = await tables.get('sync_runs');
	const isAnew = isEmpty || cursor === null || cursor.replaces;
	const { written, offered } = isAnew ? nothingShown : cursor;
	const ids = await history.ids();
	const open = ids.filter((id) => id in offered || !written[id]?.endsWith(FINAL));
	const rows = (await readInOrder(history, open)).flatMap((record) => {
		const row = makeRecordRow(record);
		return row ? [{ id: record.id, row, name: nameContent(row, record, ports.now()) }] : [];
	});
	const changed = rows
		.filter(({ id, name }) => id in offered || written[id] !== name)
		.slice(-MOST_ROWS);
	if (changed.length === 0) return noChanges;
	const known = new Set(ids);
	const forgotten = Object.keys({ ...written, ...offered }).filter((id) => !known.has(id));
	const batch = nameBatch();
	await tables.offer('sync_runs', '', {
		...{ batch, replaces: isAnew },
		rows: Object.fromEntries([
			...changed.map(({ id, name }) => [id, name] as const),
			...forgotten.map((id) => [id, null] as const),
		]),
	});
	// A row that is only final now stands in the table already.
	const isShown = ({ id, row }: (typeof changed)[number]) =>
		!(id in offered) && written[id]?.replace(FINAL, '') === digest(row);
	const missing = changed.filter((each) => !isShown(each)).map(({ row }) => row);
	if (missing.length === 0) return { ...noChanges, batch };
	return split(missing, { isAnew, isEmpty, batch });
}

function split(
	rows: TableRow[],
	{ isAnew, isEmpty, batch }: { isAnew: boolean; isEmpty: boolean; batch: string },
): TableChanges {
	const isMany = isAnew || rows.length > MOST_UPDATES;
	return {
		...noChanges,
		// Rows of an earlier version stay where the store knows nothing of their runs.
		clearFrom: isAnew && !isEmpty ? String(rows[0]!.started_at) : null,
		...(isMany ? { inserts: rows } : { updates: rows }),
		batch,
	};
}

/** A run can be corrected for a while: a retry brings it to its end, a later message tells of it. */
const nameContent = (row: TableRow, { closed_at }: RunRecord, now: number): string =>
	`${digest(row)}${now - Date.parse(closed_at ?? '') > DAY_MS ? FINAL : ''}`;

/** Oldest first. */
const readInOrder = async (history: RunPorts['ledger']['history'], ids: readonly string[]) =>
	(await history.read(ids)).sort(
		(one, other) => Date.parse(one.started_at) - Date.parse(other.started_at),
	);

/** Returns the rows of the runs of the last days, for a page. @param since day of the first, `20261124` */
export async function readRunRows(
	{ ledger }: Pick<RunPorts, 'ledger'>,
	since: string,
): Promise<TableRow[]> {
	const ids = (await ledger.history.ids()).filter((id) => id >= since);
	const rows = (await readInOrder(ledger.history, ids)).map((record) => makeRecordRow(record));
	return rows.filter((row) => row !== null);
}
