import { decodeHTMLAttribute } from 'entities';
import { Parser } from 'htmlparser2';

/**
 * Sellers paste HTML into bullets and descriptions, and some escape it again; BASE and Chatwork show both
 * unprocessed. Source: docs/en/api-facts.md.
 */

/** Elements that start a new line. */
const BLOCKS = words(
	'address article aside blockquote body caption center dd div dl dt fieldset figcaption figure',
	'footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot',
	'thead tr ul',
);
const CELLS = words('td th');
const HIDDEN = words('script style');
const INLINE = words(
	'a abbr acronym area audio b base basefont bdi bdo big br button canvas cite code col colgroup',
	'data datalist del details dfn dialog dir embed em font frame frameset head i iframe img input',
	'ins kbd label legend link map mark marquee meta meter nobr noscript object optgroup option',
	'output param picture progress q rp rt ruby s samp select small source span strike strong sub',
	'summary sup svg template textarea time title track tt u var video wbr xmp',
);

const NAMES = [...BLOCKS, ...CELLS, ...HIDDEN, ...INLINE].join('|');

/**
 * A `<` that begins no markup: `<お徳用>`, `<Lサイズ>` and `a < b` are text. Only names of HTML and of Office's
 * paste (`<o:p>`) are tags, and only if the tag ends before the next one begins.
 */
const TEXT_LT = new RegExp(
	String.raw`<(?!/?(?:${NAMES}|(?:o|v|w|st1):[a-z]+)(?=[\s/>])[^<]*>|!--|!doctype\b|!\[CDATA\[|\?xml\b)`,
	'gi',
);

/** The last tag of a text that was truncated in its middle. A single letter may also be text: `a <b`. */
const CUT_TAG = new RegExp(String.raw`</?(?:${NAMES})(?:\s[^<>]*)?$`, 'i');
const isCut = (tag: string): boolean => tag.includes('=') || !/^<\/?[a-z]\b/i.test(tag);

/** Limit for texts that were escaped several times; a seller's text never needs more passes. */
const MOST_PASSES = 8;

/**
 * Returns text without tags and entities, in lines: `<br>`, `<p>`, `<li>` and other blocks begin a new
 * one, and the lines of plain text stay. Scripts and styles are removed, links keep only their text. It
 * has no control characters, no blanks at either end of a line or of the text, and at most two empty
 * lines in a row. Converting the result again does not change it.
 */
export function toPlainText(source: string): string {
	let text = tidy(source);
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		const plainer = tidy(withoutMarkup(text));
		if (plainer === text) break;
		text = plainer;
	}
	return text;
}

/** Converts a text to a single line, for titles, brands and names of categories. */
export const toPlainLine = (source: string): string =>
	toPlainText(source).replace(/\s*\n\s*/g, ' ');

function withoutMarkup(text: string): string {
	if (!/[<&]/.test(text)) return text;
	const whole = text.replace(CUT_TAG, (tag) => (isCut(tag) ? '' : tag));
	const lines = new Lines();
	let hidden = 0;
	const parser = new Parser(
		{
			onopentagname: (name) => {
				if (HIDDEN.includes(name)) hidden += 1;
				else if (name === 'br') lines.breakLine();
				else if (BLOCKS.includes(name)) lines.startBlock();
			},
			onclosetag: (name) => {
				if (HIDDEN.includes(name)) hidden -= 1;
				else if (BLOCKS.includes(name)) lines.startBlock();
				else if (CELLS.includes(name)) lines.add(' ');
			},
			ontext: (raw) => {
				// As in an attribute: `&copy` inside `A&copyright` is not an entity.
				if (hidden === 0) lines.add(decodeHTMLAttribute(raw));
			},
		},
		{ decodeEntities: false, recognizeCDATA: true, recognizeSelfClosing: true },
	);
	parser.end(whole.replace(TEXT_LT, '&lt;'));
	return lines.text;
}

/** Collects text; blanks and line ends of the source next to a break belong to the markup. */
class Lines {
	text = '';
	/** Line ends before the next text. */
	private pending = 0;

	add(text: string): void {
		const added = this.pending > 0 || this.text === '' ? text.trimStart() : text;
		if (added === '') return;
		this.text += (this.text === '' ? '' : '\n'.repeat(this.pending)) + added;
		this.pending = 0;
	}

	breakLine(): void {
		this.text = this.text.trimEnd();
		this.pending += 1;
	}

	startBlock(): void {
		this.text = this.text.trimEnd();
		this.pending = Math.max(this.pending, 1);
	}
}

/** Control and format characters; joiners stay, because emoji and some scripts need them. */
const UNSEEN = /(?![\n\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}]/gu;

const tidy = (text: string): string =>
	text
		.replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')
		.replace(/[\t\u00a0]/g, ' ')
		.replace(UNSEEN, '')
		.replace(/[^\S\n]+$/gm, '')
		.replace(/^[^\S\n]+/gm, '')
		.replace(/\n{4,}/g, '\n\n\n')
		.trim();

function words(...lines: string[]): string[] {
	return lines.flatMap((line) => line.split(' '));
}
