import { relative } from 'node:path';
import type { MeasuredFunction } from './functions';
import { GOALS } from './table';
import { listVerbless, type MeasuredTree } from './tree';

/** The places of a tree that miss a goal, one a line, grouped by goal; names without a verb come last. */
export function listMisses(tree: MeasuredTree): string[] {
	const { files, functions, cycles } = tree;
	return [
		...functions
			.filter(({ lines }) => lines > GOALS.functionLines)
			.map((each) => describeFunction(each, `${each.lines} lines`)),
		...functions
			.filter(({ parameters }) => parameters > GOALS.parameters)
			.map((each) => describeFunction(each, `${each.parameters} parameters`)),
		...functions
			.filter(({ nesting }) => nesting > GOALS.nesting)
			.map((each) => describeFunction(each, `${each.nesting} levels`)),
		...files
			.filter(({ imports }) => imports > GOALS.imports)
			.map(({ path, imports }) => `${shorten(path)}: ${imports} imports of own files`),
		...cycles.all.map((group) => `cycle: ${group.map(shorten).join(', ')}`),
		...listVerbless(tree).map((each) => describeFunction(each, 'no verb')),
	];
}

const describeFunction = ({ path, line, name }: MeasuredFunction, finding: string): string =>
	`${shorten(path)}:${line} ${name}: ${finding}`;

const shorten = (path: string): string => relative(process.cwd(), path);
