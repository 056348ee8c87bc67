/** One row of the bench: a ratio against something measured in the same run. */
export interface Figure {
	id: string;
	value: number;
	unit: string;
	/** What the value should not exceed; null = only told. */
	bound: number | null;
	/** What it is measured against. */
	against: string;
	/** How it was measured, short. */
	how: string;
}

export type Measure = (say: (text: string) => void) => Promise<Figure[]>;

export const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
	const rows = [
		['figure', 'value', 'bound', 'against', 'how'],
		...figures.map((figure) => [
			figure.id,
			`${figure.value} ${figure.unit}`.trim(),
			figure.bound === null ? '-' : `<= ${figure.bound}`,
			figure.against,
			figure.how,
		]),
	];
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	const line = (row: string[]) =>
		row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
	return rows.map((row) => line(row).trimEnd()).join('\n');
}

export const isWithin = ({ value, bound }: Figure): boolean => bound === null || value <= bound;

/**
 * All that goes to stdout: the table, what missed its bound, and for machines one JSON array on the
 * last line.
 */
export function reportOf(figures: readonly Figure[], options: { json: boolean }): string {
	const missed = figures.filter((figure) => !isWithin(figure)).map(({ id }) => id);
	const lines = [tableOf(figures)];
	if (missed.length > 0) lines.push(`beyond their bound: ${missed.join(', ')}`);
	if (options.json) lines.push(JSON.stringify(figures));
	return lines.join('\n');
}
