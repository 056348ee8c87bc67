type Row = string | number | boolean | null | unknown[] | Record<string, unknown>;

/**
 * Reads flatted's format, in which n8n stores and sends run data: a JSON array of rows, where a text
 * inside an array or object is the number of the row it stands for, and row 0 is the whole.
 */
export function parseFlatted(text: string): unknown {
	const rows = JSON.parse(text) as Row[];
	const done = new Set<number>();
	const rowOf = (index: number): Row => {
		const row = rows[index]!;
		if (typeof row !== 'object' || row === null || done.has(index)) return row;
		done.add(index);
		const entries = row as Record<string, unknown>;
		for (const [key, value] of Object.entries(entries)) {
			if (typeof value === 'string') entries[key] = rowOf(Number(value));
		}
		return row;
	};
	return rowOf(0);
}
