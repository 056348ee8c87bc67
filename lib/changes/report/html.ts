import { shownEntries, type Message } from './message';

/** The message as HTML for a mail: tables and inline styles only, as mail programs want it. */
export function renderHtml(message: Message): string {
	const alarms = message.alarms
		.map(
			(line) =>
				`<p style="margin:8px 0;padding:8px 12px;background:#fdecea;border-left:4px solid #d93025">${escape(line)}</p>`,
		)
		.join('');
	const summary = message.summary
		.map((line) => `<p style="margin:4px 0">${escape(line)}</p>`)
		.join('');
	const sections = message.sections
		.map((section) => {
			const { shown, rest } = shownEntries(section);
			const rows = shown
				.map(
					(entry) =>
						`<tr><td style="${CELL};font-family:monospace">${escape(entry.asin)}</td><td style="${CELL}">${escape(entry.title)}</td><td style="${CELL}">${entry.lines.map(escape).join('<br>')}</td></tr>`,
				)
				.join('');
			return `<h3 style="margin:16px 0 4px">${escape(section.heading)}</h3><table style="border-collapse:collapse;width:100%">${rows}</table>${rest ? `<p>${rest}</p>` : ''}`;
		})
		.join('');
	return `<div style="font-family:sans-serif;font-size:14px;color:#202124"><h2 style="margin:0 0 8px">${escape(message.title)}</h2>${alarms}${summary}${sections}</div>`;
}

const CELL = 'border:1px solid #dadce0;padding:4px 8px;text-align:left;vertical-align:top';

const entities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text as it may stand between tags and in attributes. */
export const escape = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
