import ts from 'typescript';
import { findLine, type Source } from './sources';

/** One named function and its measures. `line` counts from 1. */
export interface MeasuredFunction {
	name: string;
	path: string;
	line: number;
	lines: number;
	parameters: number;
	/** Levels of control flow and callbacks inside it; 0 is a straight run of statements. */
	nesting: number;
	/** Whether its author chose the name freely: no constructor, accessor or computed name. */
	isNameChosen: boolean;
	isExported: boolean;
	hasDocstring: boolean;
}

/**
 * Every function with a body and a name: declarations, methods, constructors, accessors, and functions held by a
 * variable or a class field. Callbacks and the functions of a table (`{ key: () => ... }`) count inside the
 * function around them only.
 */
export function listFunctions(source: Source): MeasuredFunction[] {
	const exported = readExportedNames(source.ast);
	const found: MeasuredFunction[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isFunctionLike(node) && 'body' in node && node.body) {
			const holder = findHolder(node);
			if (holder) found.push(measureFunction(source, { node, holder, exported }));
		}
		ts.forEachChild(node, visit);
	};
	visit(source.ast);
	return found;
}

/** What names the function: itself, or the variable or class field that holds it. */
function findHolder(node: ts.SignatureDeclaration): ts.Node | undefined {
	if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
		const { parent } = node;
		const isHeld = ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent);
		return isHeld && parent.initializer === node ? parent : undefined;
	}
	return node;
}

interface NamedFunction {
	node: ts.SignatureDeclaration;
	holder: ts.Node;
	exported: ReadonlySet<string>;
}

function measureFunction(
	{ path, ast }: Source,
	{ node, holder, exported }: NamedFunction,
): MeasuredFunction {
	const statement = findStatement(holder);
	const name = readName(holder);
	const line = findLine(ast, holder.getStart(ast));
	return {
		name: name ?? (ts.isConstructorDeclaration(holder) ? 'constructor' : '(computed)'),
		path,
		line,
		lines: findLine(ast, node.getEnd()) - line + 1,
		parameters: node.parameters.length,
		nesting: measureNesting(node),
		isNameChosen: name !== undefined && !ts.isAccessor(holder),
		isExported: isExported(statement, exported, name),
		hasDocstring: ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc),
	};
}

const findStatement = (holder: ts.Node): ts.Node =>
	ts.isVariableDeclaration(holder) && ts.isVariableStatement(holder.parent.parent)
		? holder.parent.parent
		: holder;

function readName(holder: ts.Node): string | undefined {
	const name = ts.getNameOfDeclaration(holder as ts.Declaration);
	const isPlain = name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name));
	return isPlain ? name.text.replace(/^[#_]+/, '') : undefined;
}

function isExported(
	statement: ts.Node,
	exported: ReadonlySet<string>,
	name: string | undefined,
): boolean {
	if (!ts.isSourceFile(statement.parent)) return false;
	const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
	const isMarked = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
	return isMarked || (name !== undefined && exported.has(name));
}

/** Names exported apart from their declaration: `export { a }`, `export default a`. */
function readExportedNames(ast: ts.SourceFile): Set<string> {
	const names = new Set<string>();
	for (const statement of ast.statements) {
		if (ts.isExportAssignment(statement) && ts.isIdentifier(statement.expression)) {
			names.add(statement.expression.text);
		} else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) {
			const clause = statement.exportClause;
			if (!clause || !ts.isNamedExports(clause)) continue;
			for (const { propertyName, name } of clause.elements) names.add((propertyName ?? name).text);
		}
	}
	return names;
}

function measureNesting(node: ts.SignatureDeclaration): number {
	let deepest = 0;
	const visit = (child: ts.Node, depth: number): void => {
		const inner = isLevel(child) ? depth + 1 : depth;
		deepest = Math.max(deepest, inner);
		ts.forEachChild(child, (each) => visit(each, inner));
	};
	ts.forEachChild(node, (child) => visit(child, 0));
	return deepest;
}

/** An `else if` stays on the level of its `if`; a callback without braces is no level. */
const isLevel = (node: ts.Node): boolean =>
	(ts.isIfStatement(node) && !isElseIf(node)) ||
	ts.isIterationStatement(node, false) ||
	ts.isSwitchStatement(node) ||
	ts.isTryStatement(node) ||
	(ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && ts.isBlock(node.body));

const isElseIf = (node: ts.IfStatement): boolean =>
	ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
