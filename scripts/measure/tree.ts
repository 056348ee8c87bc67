import { measureComments } from './comments';
import { listFunctions, type MeasuredFunction } from './functions';
import { countImports, findCycles, linkImports } from './imports';
import { countLines, readSources, type Source } from './sources';
import { beginsWithVerb } from './verbs';

/** One column of the table: folders that are measured as one tree, for imports too. */
export interface Tree {
	name: string;
	folders: string[];
}

/** A file with its size and its imports of files of the same tree. */
export interface MeasuredFile {
	path: string;
	lines: number;
	imports: number;
}

/** All that the table is made of. */
export interface MeasuredTree {
	name: string;
	files: MeasuredFile[];
	functions: MeasuredFunction[];
	/** Functions whose name was free to choose, for the share of verbs. */
	chosenNames: MeasuredFunction[];
	cycles: { all: string[][]; values: string[][] };
	comments: { lines: number; sentences: number[] };
}

/** Measure one tree. @throws Error if a folder is not there or the tree holds no source. */
export function measureTree({ name, folders }: Tree): MeasuredTree {
	const sources = readSources(folders);
	if (sources.length === 0) throw new Error(`${folders.join(', ')} holds no TypeScript source`);
	const graph = linkImports(sources);
	const imports = countImports(graph);
	const functions = sources.flatMap(listFunctions);
	return {
		name,
		files: sources.map(({ path, text }) => ({
			path,
			lines: countLines(text),
			imports: imports.get(path) ?? 0,
		})),
		functions,
		chosenNames: functions.filter(({ isNameChosen }) => isNameChosen),
		cycles: { all: findCycles(graph, 'all'), values: findCycles(graph, 'values') },
		comments: joinComments(sources),
	};
}

function joinComments(sources: readonly Source[]): MeasuredTree['comments'] {
	const measured = sources.map(measureComments);
	return {
		lines: measured.reduce((sum, { lines }) => sum + lines, 0),
		sentences: measured.flatMap(({ sentences }) => sentences),
	};
}

/** Functions whose name begins with no verb. */
export const listVerbless = ({ chosenNames }: MeasuredTree): MeasuredFunction[] =>
	chosenNames.filter(({ name }) => !beginsWithVerb(name));
