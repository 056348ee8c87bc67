/**
 * Words that must not stand in a shop's texts. They are found as a person reads them: full or half
 * width, large or small letters (NFKC), the longest first, so that `Amazon.co.jp限定` does not leave
 * `.co.jp限定` behind. What is not removed keeps its own spelling.
 */

/** Names of Amazon and its services, and what is left of them in titles made by older tools. */
export const defaultForbiddenWords: readonly string[] = [
	'Amazon.co.jp限定',
	'Amazon.co.jp',
	'Amazon限定',
	'Amazonベーシック',
	'Amazonプライム',
	'AmazonBasics',
	'Amazon Basics',
	'Amazon',
	'アマゾン限定',
	'アマゾン',
	'.co.jp限定',
	'.co.jp',
	'プライム会員',
	'プライム対象',
	'タイムセール',
	'Prime Video',
	'Kindle Unlimited',
];

/** The text without the words, and what was found (as the list spells it, each once). */
export function removeWords(
	text: string,
	words: readonly string[],
): { text: string; found: string[] } {
	const byFolded = new Map(words.map((word) => [fold(word.trim()).text, word.trim()]));
	byFolded.delete('');
	if (byFolded.size === 0) return { text, found: [] };
	const patterns = makePatterns([...byFolded.keys()]);
	const found = new Set<string>();
	// What is left may join into a word that was not there before: until nothing is found.
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

/** The words that stand in the text. */
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
 * One word, and a row of them. `amazon` inside `amazonite` is another word, beside Japanese it is the
 * word itself: so no row begins or ends in the middle of Latin letters.
 */
function makePatterns(folded: readonly string[]): { word: RegExp; run: RegExp } {
	const longestFirst = [...folded].sort((a, b) => b.length - a.length);
	const word = `(?:${longestFirst.map(escapeRegExp).join('|')})`;
	const begins = '(?:(?<![a-z])|(?![a-z]))';
	// The lookahead makes the row atomic: words that join into one another would be tried for ever.
	const ends = '(?:(?![a-z])|(?<![a-z]))';
	return { word: new RegExp(word, 'g'), run: new RegExp(`${begins}(?=(${word}+))\\1${ends}`, 'g') };
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
