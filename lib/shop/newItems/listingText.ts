import { removeWords } from '../../listing/blocks/words';

/** A text made fit for the shop, and what was removed from it. */
export interface CleanText {
	text: string;
	/** Forbidden words that were removed. */
	removed: string[];
	/** Characters that BASE does not take (four bytes in UTF-8: emoji, rare kanji), each once. */
	dropped: string[];
}

/** Rare forms of common kanji, which occur in brand names: BASE takes the common form. */
const twins: Record<string, string> = { '𠮷': '吉', '𠮟': '叱', '𡈽': '土', '𣘺': '橋' };

const FOUR_BYTES = /[\u{10000}-\u{10FFFF}]/gu;
/** The rest of an emoji without its four-byte part: joiners and variation selectors. */
const EMOJI_RESIDUE = /[\u200D\uFE0E\uFE0F\u20E3]/g;
const EMPTY_BRACKETS = /[(（［[【〔〈《「『{｛<＜][\s・、,/／|｜-]*[)）］\]】〕〉》」』}｝>＞]/g;

/** Cleans one line: removes forbidden words, empty brackets and doubled spaces. */
export function cleanTitle(title: string, words: readonly string[]): CleanText {
	const clean = cleanText(title.replace(/[\r\n\t]+/g, ' '), words);
	const text = clean.text
		.replace(/[ \u3000]{2,}/g, ' ')
		.replace(/^[\s\u3000・、,/／|｜:：-]+|[\s\u3000・、,/／|｜:：-]+$/g, '');
	return { ...clean, text };
}

/** Cleans several lines, each like a title; lines that become empty are removed too. */
export function cleanDetail(detail: string, words: readonly string[]): CleanText {
	const lines = detail.replace(/\r\n?/g, '\n').split('\n');
	const cleaned = lines.map((line) => cleanText(line, words));
	const text = cleaned
		.map((line, index) => ({ text: line.text.trimEnd(), was: lines[index]! }))
		.filter((line) => line.text.trim() !== '' || line.was.trim() === '')
		.map((line) => line.text)
		.join('\n')
		.trim();
	return {
		text,
		removed: [...new Set(cleaned.flatMap(({ removed }) => removed))],
		dropped: [...new Set(cleaned.flatMap(({ dropped }) => dropped))],
	};
}

function cleanText(text: string, words: readonly string[]): CleanText {
	const common = text.replace(FOUR_BYTES, (sign) => twins[sign] ?? sign);
	const dropped = [...new Set(common.match(FOUR_BYTES) ?? [])];
	const storable =
		dropped.length > 0 ? common.replace(FOUR_BYTES, '').replace(EMOJI_RESIDUE, '') : common;
	return { ...removeAll(storable, words), dropped };
}

/** Where empty brackets go, what stood beside them may join into a word that was not there before. */
function removeAll(text: string, words: readonly string[]): Omit<CleanText, 'dropped'> {
	const removed = new Set<string>();
	for (let left = text; ;) {
		const { text: rest, found } = removeWords(left, words);
		for (const word of found) removed.add(word);
		const shorter = withoutEmptyBrackets(rest);
		if (shorter === left) return { text: left, removed: [...removed] };
		left = shorter;
	}
}

/** Brackets inside brackets become empty one after the other. */
function withoutEmptyBrackets(text: string): string {
	const shorter = text.replace(EMPTY_BRACKETS, '');
	return shorter === text ? text : withoutEmptyBrackets(shorter);
}
