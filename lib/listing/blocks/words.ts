/**
 * Words that a shop does not want in its texts, or among its goods. They are found as a person reads them:
 * full or half width, large or small letters (NFKC), the longest first, so that `Amazon.co.jp限定` does not
 * leave `.co.jp限定` behind. The rest of the text keeps its own spelling.
 */

/** Removes the words from the text; `found` lists them once each, as the list spells them. */
export function removeWords(
	text: string,
	words: readonly string[],
): { text: string; found: string[] } {
	const { byFolded, patterns } = readList(words);
	if (byFolded.size === 0) return { text, found: [] };
	const found = new Set<string>();
	// The rest may join into a word that was not there before, so this repeats until nothing is found.
	for (let left = text; ;) {
		const folded = fold(left);
		const ranges = [...folded.text.matchAll(patterns.run)];
		if (ranges.length === 0) return { text: left, found: [...found] };
		const isGone = new Set<number>();
		for (const { 0: run, index } of ranges) {
			for (const [word] of run.matchAll(patterns.word)) found.add(byFolded.get(word)!);
			for (let at = index; at < index + run.length; at++) isGone.add(folded.unitAt[at]!);
		}
		left = folded.units.filter((_, unit) => !isGone.has(unit)).join('');
	}
}

interface WordList {
	/** By a word as it is compared: the word as the list spells it. */
	byFolded: ReadonlyMap<string, string>;
	patterns: ReturnType<typeof makePatterns>;
}

/** A list serves every item of a shop, and its patterns take longer to make than to use. */
const known = new WeakMap<readonly string[], WordList>();

function readList(words: readonly string[]): WordList {
	const made = known.get(words) ?? makeList(words);
	known.set(words, made);
	return made;
}

function makeList(words: readonly string[]): WordList {
	const byFolded = new Map(words.map((word) => [fold(word.trim()).text, word.trim()]));
	byFolded.delete('');
	return { byFolded, patterns: makePatterns([...byFolded.keys()]) };
}

/** The words that occur in the text. */
export const findWords = (text: string, words: readonly string[]): string[] =>
	removeWords(text, words).found;

interface Folded {
	/** The text cut into pieces that are folded one by one. */
	units: string[];
	/** All pieces, folded. */
	text: string;
	/** By position in `text`: which unit it came from. */
	unitAt: number[];
}

/** A half-width kana and its voicing mark are two characters that fold into one. */
const UNIT = /[\uFF66-\uFF9D][\uFF9E\uFF9F]|[\s\S]\p{M}*/gu;

function fold(text: string): Folded {
	const units = text.match(UNIT) ?? [];
	const unitAt: number[] = [];
	let folded = '';
	units.forEach((unit, index) => {
		const piece = foldPiece(unit);
		folded += piece;
		for (let at = 0; at < piece.length; at++) unitAt.push(index);
	});
	return { units, text: folded, unitAt };
}

const foldPiece = (piece: string): string => piece.normalize('NFKC').toLowerCase();

/**
 * Patterns for one word and for a row of words. `amazon` inside `amazonite` is another word, but next
 * to Japanese it is the word itself, so no row begins or ends in the middle of Latin letters.
 */
function makePatterns(folded: readonly string[]): { word: RegExp; run: RegExp } {
	const longestFirst = [...folded].sort((a, b) => b.length - a.length);
	const word = `(?:${longestFirst.map(escapeRegExp).join('|')})`;
	const begins = '(?:(?<![a-z])|(?![a-z]))';
	// The lookahead makes the row atomic: otherwise words that join into one another would be tried
	// forever.
	const ends = '(?:(?![a-z])|(?<![a-z]))';
	return { word: new RegExp(word, 'g'), run: new RegExp(`${begins}(?=(${word}+))\\1${ends}`, 'g') };
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
