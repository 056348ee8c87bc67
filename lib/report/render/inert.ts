/**
 * One neutraliser for each place that a text goes to. Whatever comes from outside passes through it there, ids
 * and the names of accounts included: a person may paste anything into a form.
 */

/** Line and paragraph breaks, other control characters, and marks that turn the direction of a line around. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** In one line: a break inside would look like a line of our own. */
export const inOneLine = (text: string): string => text.replace(UNSEEN, ' ');

/**
 * For Chatwork: `[toall]` in a title would ring everybody in the room. Chatwork has no escape, so the brackets
 * become their full-width twins.
 */
export const forChatwork = (text: string): string =>
	inOneLine(text).replaceAll('[', '［').replaceAll(']', '］');

/** Signs that start a formula; a spreadsheet set to Japanese takes the full-width ones for the same. */
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠−﹢﹣﹦﹫]|^[\t\r\n]/u;

/**
 * For a cell of a CSV file: in one line, and with a quote in front of what a spreadsheet would run as a
 * formula. Quoted where a separator of any country's spreadsheet stands in it.
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

/** For a line of n8n's log. */
export const forLog = (text: string): string => inOneLine(text).slice(0, LONGEST_LOG_TEXT);

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Markup of our own, with every text in it escaped. Only `markup` makes one. */
export class Html {
	private constructor(readonly text: string) {}

	static of(parts: TemplateStringsArray, values: readonly HtmlValue[]): Html {
		const filled = parts.map(
			(part, at) => part + (at < values.length ? joinMarkup(values[at]!) : ''),
		);
		return new Html(filled.join(''));
	}
}

/** What may stand in a template: texts and numbers are escaped, markup of ours is taken as it is. */
export type HtmlValue = string | number | Html | readonly Html[];

/**
 * Markup as a template whose values are escaped, in text and between quotes of an attribute. Not called `html`:
 * prettier would lay the markup out anew, and spaces count in it.
 */
export const markup = (parts: TemplateStringsArray, ...values: HtmlValue[]): Html =>
	Html.of(parts, values);

function joinMarkup(value: HtmlValue): string {
	if (value instanceof Html) return value.text;
	if (typeof value === 'object') return value.map(({ text }) => text).join('');
	return escape(String(value));
}
