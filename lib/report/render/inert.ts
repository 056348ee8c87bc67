/**
 * One neutraliser for each place where a text ends up. Every text from outside passes through it
 * there, even ids and the names of accounts, because a person may paste anything into a form.
 */

/** Line and paragraph breaks, other control characters, and marks that reverse the direction of a line. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Puts a text into one line, because a break inside would look like a line of our own. */
export const inOneLine = (text: string): string => text.replace(UNSEEN, ' ');

/**
 * Neutralises a text for Chatwork: `[toall]` in a title would notify everybody in the room. Chatwork
 * has no escape, so the brackets become their full-width twins.
 */
export const forChatwork = (text: string): string =>
	inOneLine(text).replaceAll('[', '［').replaceAll(']', '］');

/** Signs that start a formula; a spreadsheet set to Japanese also accepts the full-width ones. */
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]|^[\t\r\n]/u;

/**
 * Neutralises a text for a cell of a CSV file: in one line, and with a quote in front if a spreadsheet
 * would run it as a formula. It is quoted if it contains a separator of any country's spreadsheet.
 */
export function forCsv(value: string | number | boolean | null): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	const isFormula = FORMULA.test(value);
	const line = inOneLine(value);
	const safe = isFormula ? `'${line}` : line;
	const isQuoted = isFormula || line !== value || /[",;]/.test(safe);
	return isQuoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const LONGEST_LOG_TEXT = 1000;

/** Neutralises a text for a line of n8n's log. */
export const forLog = (text: string): string => inOneLine(text).slice(0, LONGEST_LOG_TEXT);

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Markup made here, with every text in it escaped. Only `markup` makes one. */
export class Html {
	private constructor(readonly text: string) {}

	static of(parts: TemplateStringsArray, values: readonly HtmlValue[]): Html {
		const filled = parts.map(
			(part, at) => part + (at < values.length ? joinMarkup(values[at]!) : ''),
		);
		return new Html(filled.join(''));
	}
}

/** Values that a template takes: texts and numbers are escaped, our own markup is used as it is. */
export type HtmlValue = string | number | Html | readonly Html[];

/**
 * Makes markup from a template whose values are escaped, in text and between quotes of an attribute.
 * It is not called `html`, because prettier would then reformat the markup, and spaces count in it.
 */
export const markup = (parts: TemplateStringsArray, ...values: HtmlValue[]): Html =>
	Html.of(parts, values);

function joinMarkup(value: HtmlValue): string {
	if (value instanceof Html) return value.text;
	if (typeof value === 'object') return value.map(({ text }) => text).join('');
	return escape(String(value));
}
