import ts from 'typescript';
import { findLine, type Source } from './sources';

/** How many lines of a file hold a comment, and the words of each sentence in its comments. */
export interface MeasuredComments {
	lines: number;
	/** Words of each sentence. */
	sentences: number[];
}

/** Notes to a tool rather than to a reader. */
const DIRECTIVE = /^(eslint-|prettier-|@ts-|v8 |istanbul |c8 |#__|<reference|@__)/;

/** Measure the comments of one file. */
export function measureComments(source: Source): MeasuredComments {
	const ranges = findComments(source);
	const lines = new Set<number>();
	for (const { pos, end } of ranges) {
		const last = findLine(source.ast, end);
		for (let line = findLine(source.ast, pos); line <= last; line++) lines.add(line);
	}
	const sentences = joinComments(source, ranges).flatMap(splitSentences);
	return { lines: lines.size, sentences: sentences.map(countWords) };
}

/** Comments as the compiler sees them: around tokens, so never inside a text or a pattern. */
function findComments({ ast, text }: Source): ts.CommentRange[] {
	const found = new Map<number, ts.CommentRange>();
	const visit = (node: ts.Node): void => {
		if (ts.isJSDoc(node)) return;
		const children = node.getChildren(ast);
		if (children.length > 0) return children.forEach(visit);
		const ranges = [
			...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
			...(ts.getTrailingCommentRanges(text, node.end) ?? []),
		];
		for (const range of ranges) found.set(range.pos, range);
	};
	visit(ast);
	return [...found.values()].sort((a, b) => a.pos - b.pos);
}

/** Texts without their marks; `//` lines that follow each other are one text. */
function joinComments({ text }: Source, ranges: readonly ts.CommentRange[]): string[] {
	const texts: string[] = [];
	let endOfLast: number | undefined;
	for (const { pos, end, kind } of ranges) {
		const isLine = kind === ts.SyntaxKind.SingleLineCommentTrivia;
		const words = stripMarks(text.slice(pos, end));
		if (DIRECTIVE.test(words)) continue;
		const follows =
			endOfLast !== undefined && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(endOfLast, pos));
		if (isLine && follows) texts.push(`${texts.pop() ?? ''}\n${words}`);
		else texts.push(words);
		endOfLast = isLine ? end : undefined;
	}
	return texts;
}

const stripMarks = (comment: string): string =>
	comment
		.replace(/^\/\*+|\*+\/$|^\/\/+/g, '')
		.replace(/^[ \t]*\*+/gm, '')
		.replace(/```[\s\S]*?```/g, '')
		.replace(/@example[\s\S]*?(?=\n\s*@|$)/g, '')
		.trim();

/** A sentence ends at its mark, at an empty line, and before a list's item or a tag such as `@throws`. */
const splitSentences = (text: string): string[] =>
	text
		.split(/(?<=[.!?])\s+|\n\s*\n|\n\s*(?=[-*] )|\s+(?=@[a-z]+)/)
		.filter((sentence) => /\p{L}/u.test(sentence));

const countWords = (sentence: string): number =>
	sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
