import { divide, summarise } from './spread';
import { listVerbless, type MeasuredTree } from './tree';

/** One row: what it is, the goal if there is one, and its value for each tree. */
interface Row {
	title: string;
	goal?: string;
	show: (tree: MeasuredTree) => string;
}

/** What a tree must keep. The list of misses and the goals in the table both come from here. */
export const GOALS = {
	functionLines: 60,
	parameters: 4,
	nesting: 4,
	imports: 14,
	verbShare: 0.75,
} as const;

const ROWS: Row[] = [
	{ title: 'files', show: ({ files }) => String(files.length) },
	{ title: 'lines a file', show: ({ files }) => showSpread(files.map(({ lines }) => lines)) },
	{ title: 'named functions', show: ({ functions }) => String(functions.length) },
	{
		title: 'lines a function',
		goal: `≤ ${GOALS.functionLines}`,
		show: ({ functions }) => showSpread(functions.map(({ lines }) => lines)),
	},
	{
		title: 'parameters (median / largest)',
		goal: `≤ ${GOALS.parameters}`,
		show: ({ functions }) => {
			const { median, largest } = summarise(functions.map(({ parameters }) => parameters));
			return `${median} / ${largest}`;
		},
	},
	{
		title: `functions with more than ${GOALS.parameters} parameters`,
		goal: '0%',
		show: ({ functions }) =>
			showShare(functions.filter(exceedsParameters).length, functions.length),
	},
	{
		title: 'nesting',
		goal: `≤ ${GOALS.nesting}`,
		show: ({ functions }) => showSpread(functions.map(({ nesting }) => nesting)),
	},
	{ title: 'import cycles', goal: '0', show: ({ cycles }) => String(cycles.all.length) },
	{
		title: 'cycles left at run time',
		goal: '0',
		show: ({ cycles }) => String(cycles.values.length),
	},
	{
		title: 'imports of own files',
		goal: `≤ ${GOALS.imports}`,
		show: ({ files }) => showSpread(files.map(({ imports }) => imports)),
	},
	{
		title: 'names that begin with a verb',
		goal: `≥ ${GOALS.verbShare * 100}%`,
		show: (tree) => {
			const all = tree.chosenNames.length;
			return showShare(all - listVerbless(tree).length, all);
		},
	},
	{
		title: 'lines with a comment',
		show: ({ comments, files }) => showShare(comments.lines, sum(files.map(({ lines }) => lines))),
	},
	{
		title: 'exported functions with a docstring',
		show: ({ functions }) => {
			const exported = functions.filter(({ isExported }) => isExported);
			return showShare(exported.filter(({ hasDocstring }) => hasDocstring).length, exported.length);
		},
	},
	{
		title: 'words a sentence in comments',
		show: ({ comments: { sentences } }) =>
			divide(sum(sentences), sentences.length)?.toFixed(1) ?? '---',
	},
];

const exceedsParameters = ({ parameters }: { parameters: number }): boolean =>
	parameters > GOALS.parameters;

/** Draw the table in Markdown, a column for each tree. */
export function drawTable(trees: readonly MeasuredTree[]): string {
	const rows = [
		['measure', 'goal', ...trees.map(({ name }) => name)],
		...ROWS.map(({ title, goal = '', show }) => [title, goal, ...trees.map(show)]),
	];
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	const drawn = rows.map((row) => drawRow(row.map((cell, column) => cell.padEnd(widths[column]!))));
	drawn.splice(1, 0, drawRow(widths.map((width) => '-'.repeat(width))));
	return drawn.join('\n');
}

const drawRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function showSpread(values: readonly number[]): string {
	const { median, p90, largest } = summarise(values);
	return `${median} / ${p90} / ${largest}`;
}

function showShare(part: number, whole: number): string {
	const share = divide(part, whole);
	if (share === null) return '---';
	// A share that would round to nothing keeps a digit, because the goal may be none at all.
	return `${(share * 100).toFixed(share > 0 && share < 0.01 ? 1 : 0)}%`;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
