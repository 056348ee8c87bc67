import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import type { Source } from './sources';

/** What a file imports from files of its own tree; `types` are imports that vanish when compiled. */
interface OwnImports {
	values: Set<string>;
	types: Set<string>;
}

/** Imports by the path of the importing file. */
export type ImportGraph = Map<string, OwnImports>;

/** Link each file to the files of the tree that it imports or re-exports by a relative path. */
export function linkImports(sources: readonly Source[]): ImportGraph {
	const paths = new Set(sources.map(({ path }) => path));
	return new Map(sources.map((source) => [source.path, readImports(source, paths)]));
}

function readImports({ path, ast }: Source, paths: ReadonlySet<string>): OwnImports {
	const imports: OwnImports = { values: new Set(), types: new Set() };
	const add = (specifier: string, isType: boolean): void => {
		const target = findTarget(path, specifier, paths);
		if (target !== undefined) imports[isType ? 'types' : 'values'].add(target);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
			const from = node.moduleSpecifier;
			if (from && ts.isStringLiteral(from)) add(from.text, isTypeOnly(node));
		} else if (isDynamicImport(node)) add(node.arguments[0].text, false);
		ts.forEachChild(node, visit);
	};
	visit(ast);
	return imports;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
	if (ts.isExportDeclaration(node)) return node.isTypeOnly;
	const clause = node.importClause;
	if (!clause) return false;
	if (clause.isTypeOnly) return true;
	const names = clause.namedBindings;
	if (clause.name || !names || !ts.isNamedImports(names)) return false;
	return names.elements.length > 0 && names.elements.every((each) => each.isTypeOnly);
}

const isDynamicImport = (
	node: ts.Node,
): node is ts.CallExpression & { arguments: [ts.StringLiteral] } =>
	ts.isCallExpression(node) &&
	node.expression.kind === ts.SyntaxKind.ImportKeyword &&
	node.arguments[0] !== undefined &&
	ts.isStringLiteral(node.arguments[0]);

function findTarget(
	from: string,
	specifier: string,
	paths: ReadonlySet<string>,
): string | undefined {
	if (!specifier.startsWith('.')) return undefined;
	const plain = resolve(dirname(from), specifier);
	const candidates = [plain, plain.replace(/\.js$/, '.ts'), `${plain}.ts`, `${plain}/index.ts`];
	return candidates.find((path) => paths.has(path));
}

/** How many own files each file imports, types among them. */
export const countImports = (graph: ImportGraph): Map<string, number> =>
	new Map([...graph].map(([path, imports]) => [path, joinImports(imports).size]));

const joinImports = ({ values, types }: OwnImports): Set<string> => new Set([...values, ...types]);

/**
 * Groups of files that reach each other by imports (Tarjan's strongly connected components). Files that form
 * several loops with each other are one group.
 */
export function findCycles(graph: ImportGraph, kind: 'all' | 'values'): string[][] {
	const listTargets = (path: string): Set<string> => {
		const imports = graph.get(path);
		if (!imports) return new Set();
		return kind === 'values' ? imports.values : joinImports(imports);
	};
	return findComponents([...graph.keys()], listTargets).filter(
		(group) => group.length > 1 || listTargets(group[0]!).has(group[0]!),
	);
}

function findComponents(
	nodes: readonly string[],
	listTargets: (node: string) => ReadonlySet<string>,
): string[][] {
	const indexes = new Map<string, number>();
	const lowest = new Map<string, number>();
	const stack: string[] = [];
	const components: string[][] = [];
	const lower = (node: string, to: number): void => {
		lowest.set(node, Math.min(lowest.get(node)!, to));
	};
	const visit = (node: string): void => {
		const index = indexes.size;
		indexes.set(node, index);
		lowest.set(node, index);
		stack.push(node);
		for (const target of listTargets(node)) {
			if (!indexes.has(target)) {
				visit(target);
				lower(node, lowest.get(target)!);
			} else if (stack.includes(target)) lower(node, indexes.get(target)!);
		}
		if (lowest.get(node) === index) components.push(stack.splice(stack.indexOf(node)));
	};
	for (const node of nodes) if (!indexes.has(node)) visit(node);
	return components;
}
