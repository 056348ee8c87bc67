import { markup, type Html } from './inert';
import { listLines, shownEntries, type Entry, type Message, type Section } from './parts';

const CELL = 'border:1px solid #dadce0;padding:4px 8px;text-align:left;vertical-align:top';

/**
 * Renders the message as HTML for a mail, with only the tables and inline styles that mail programs
 * understand.
 */
export function renderHtml(message: Message): string {
	const alarms = message.alarms.map(
		(alarm) =>
			markup`<p style="margin:8px 0;padding:8px 12px;background:#fdecea;border-left:4px solid #d93025">${breakLines(listLines(alarm))}</p>`,
	);
	const summary = message.summary.map((line) => markup`<p style="margin:4px 0">${line}</p>`);
	const sections = message.sections.map(renderSection);
	return markup`<div style="font-family:sans-serif;font-size:14px;color:#202124"><h2 style="margin:0 0 8px">${message.title}</h2>${alarms}${summary}${sections}</div>`
		.text;
}

function renderSection(section: Section) {
	const { shown, rest } = shownEntries(section);
	const more = rest ? markup`<p>${rest}</p>` : '';
	return markup`<h3 style="margin:16px 0 4px">${section.heading}</h3><table style="border-collapse:collapse;width:100%">${shown.map(renderEntry)}</table>${more}`;
}

function renderEntry({ asin, title, lines }: Entry) {
	return markup`<tr><td style="${CELL};font-family:monospace">${asin}</td><td style="${CELL}">${title}</td><td style="${CELL}">${breakLines(lines)}</td></tr>`;
}

/** Puts each line but the first after a break. */
export const breakLines = (lines: readonly string[]): Html[] =>
	lines.map((line, index) => (index === 0 ? markup`${line}` : markup`<br>${line}`));
