import { legacyKinds, type LegacyKind } from './legacyRecord';

/** One kind of file. */
export interface ImportLine {
	kind: LegacyKind;
	/** For the owner. */
	label: string;
	files: number;
	/** Written to the cache, or (in a dry run) to be written. */
	imported: number;
	/** The cache already has data as new or newer. */
	unchanged: number;
	/** The cache refused the write; the reason is among the problems. */
	failed: number;
	/** Number of files with each kind of data. */
	price: number;
	stock: number;
	basic_info: number;
}

export interface ImportProblem {
	file: string;
	reason: string;
	/** true if the rest of the file was usable. */
	is_partial: boolean;
}

export class ImportReport {
	readonly problems: ImportProblem[] = [];
	/** Files in the folder that do not belong to the cache, e.g. `metadata.json`. */
	ignored = 0;
	readonly #lines = new Map<LegacyKind, ImportLine>();

	line(kind: LegacyKind): ImportLine {
		const line = this.#lines.get(kind) ?? emptyLine(kind);
		this.#lines.set(kind, line);
		return line;
	}

	/** Returns the kinds that were found, in a fixed order. */
	get lines(): ImportLine[] {
		const kinds = Object.keys(legacyKinds) as LegacyKind[];
		return kinds.flatMap((kind) => this.#lines.get(kind) ?? []);
	}
}

const emptyLine = (kind: LegacyKind): ImportLine => ({
	kind,
	label: legacyKinds[kind],
	files: 0,
	imported: 0,
	unchanged: 0,
	failed: 0,
	price: 0,
	stock: 0,
	basic_info: 0,
});
