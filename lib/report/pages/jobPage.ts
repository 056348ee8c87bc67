import { renderShell, renderTable } from './pageShell';
import { markup } from '../render/inert';
import { breakLines } from '../render/html';
import { listLines, shownEntries, type Message } from '../render/parts';

/** Renders the result of a job as a separate page, for the browser that asked for it; fits a phone. */
export function renderJobPage(message: Message, madeAt: string): string {
	const alarms = message.alarms.map(
		(alarm) => markup`<p class="alarm">${breakLines(listLines(alarm))}</p>`,
	);
	const summary = message.summary.map((line) => markup`<p class="card">${line}</p>`);
	const sections = message.sections.map((section) => {
		const { shown, rest } = shownEntries(section);
		const rows = shown.map(({ title, asin, lines }) => [
			{ text: title },
			{ text: asin },
			{ text: lines.join(' / ') },
		]);
		const table = renderTable(['商品', 'ASIN', '内容'], rows);
		const more = rest ? markup`<p class="note">${rest}</p>` : '';
		return markup`<section class="card answer"><h2>${section.heading}</h2>${table}${more}</section>`;
	});
	return renderShell(message.title, madeAt, [...alarms, ...summary, ...sections]);
}
