/** One line of a table that may span several lines of the text. */
export interface CsvLine {
	/** Line of the text where it begins, from 1. */
	number: number;
	cells: string[];
}

/** Decodes an uploaded table: Excel in Japanese still saves CSV in Shift_JIS. */
export function decodeTable(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		// Every sequence of bytes can be read as Shift_JIS; cells that make no sense are named later.
		return new TextDecoder('shift_jis').decode(bytes);
	}
}

export interface SplitTable {
	lines: CsvLine[];
	/** Line of the text where a quote begins that is not closed as it should be; null if all are. */
	openQuote: number | null;
	separator: ',' | '\t';
}

/**
 * Splits a table into lines and cells: comma-separated, or separated by tabs as Excel puts it on the clipboard.
 * Empty lines are left out. A quote that another one closes by chance, lines below and amid other text, counts as not
 * closed: the lines between would be swallowed without a word.
 */
export function splitTable(text: string): SplitTable {
	const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	const separator = plain.split('\n', 1)[0]!.includes('\t') ? '\t' : ',';
	const lines: CsvLine[] = [];
	let [cells, cell, isQuoted]: [string[], string, boolean] = [[], '', false];
	let [row, start, quote] = [1, 1, 1];
	let isClosed = false;
	let stray: number | null = null;
	const endLine = () => {
		cells.push(cell);
		if (cells.some((each) => each.trim() !== '')) lines.push({ number: start, cells });
		[cells, cell] = [[], ''];
	};
	for (let at = 0; at < plain.length; at++) {
		const sign = plain[at]!;
		if (sign === '\n') row++;
		if (isQuoted) {
			if (sign !== '"') cell += sign;
			else if (plain[at + 1] === '"') cell += plain[++at]!;
			else [isQuoted, isClosed] = [false, true];
		} else if (sign === '"' && cell.trim() === '') [cell, isQuoted, quote] = ['', true, row];
		else if (sign === separator) {
			cells.push(cell);
			[cell, isClosed] = ['', false];
		} else if (sign === '\n') {
			endLine();
			[start, isClosed] = [row, false];
		} else {
			cell += sign;
			// Excel puts texts on the clipboard as they are, so a title may begin with a word in quotes there.
			const mayGoOn = separator === '\t' && quote === row;
			if (isClosed && !mayGoOn && sign.trim() !== '') stray ??= quote;
		}
	}
	endLine();
	return { lines, openQuote: stray ?? (isQuoted ? quote : null), separator };
}
