import { renderShell, renderTable } from './pageShell';
import { escape } from './html';
import { shownEntries, type Message } from './message';

/** The result of a job as a page of its own, for the browser that asked for it; fits a phone. */
export function renderJobPage(message: Message, madeAt: string): string {
	const alarms = message.alarms.map((line) => `<p class="alarm">${escape(line)}</p>`).join('');
	const summary = message.summary.map((line) => `<p class="card">${escape(line)}</p>`).join('');
	const sections = message.sections.map((section) => {
		const { shown, rest } = shownEntries(section);
		const rows = shown.map(({ title, asin, lines }) => [
			{ text: title },
			{ text: asin },
			{ text: lines.join(' / ') },
		]);
		const table = renderTable(['商品', 'ASIN', '内容'], rows);
		const more = rest ? `<p class="note">${escape(rest)}</p>` : '';
		return `<section class="card answer"><h2>${escape(section.heading)}</h2>${table}${more}</section>`;
	});
	return renderShell(message.title, madeAt, `${alarms}${summary}${sections.join('')}`);
}
