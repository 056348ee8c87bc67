import { renderAsin, renderPicture } from '../desk/amazonParts';
import { renderShell } from './pageShell';
import { markup, type Html } from '../render/inert';
import { breakLines } from '../render/html';
import { listLines, shownEntries, type Entry, type Message } from '../render/parts';

/** The form from which a check goes straight on to the real thing. */
export interface NextForm {
	/** The end of its address, behind `…/form/`. */
	path: string;
	/** Its fields, as they will be filled in. */
	fields: Readonly<Record<string, string>>;
	/** On the button. */
	text: string;
}

/**
 * Renders the result of a job as a separate page, for the browser that asked for it; fits a phone.
 * @param next form that the page leads to; null = none
 */
export function renderJobPage(
	message: Message,
	madeAt: string,
	next: NextForm | null = null,
): string {
	const alarms = message.alarms.map(
		(alarm) => markup`<p class="alarm">${breakLines(listLines(alarm))}</p>`,
	);
	const summary = message.summary.map((line) => markup`<p class="card">${line}</p>`);
	const sections = message.sections.map((section) => {
		const { shown, rest } = shownEntries(section);
		const items = shown.map(renderEntry);
		const more = rest ? markup`<p class="note">${rest}</p>` : '';
		return markup`<section class="card answer"><h2>${section.heading}</h2><ul class="list">${items}</ul>${more}</section>`;
	});
	return renderShell(message.title, madeAt, [
		...alarms,
		...summary,
		...(next ? [renderNext(next)] : []),
		...sections,
	]);
}

/** Renders an item with its picture and the way to its page at Amazon. */
const renderEntry = ({ title, asin, lines, image = null }: Entry): Html =>
	markup`<li>${renderPicture(image)}<b>${title}</b>${asin === '' || asin === title ? '' : markup` ${renderAsin(asin)}`}<br>${breakLines(lines)}</li>`;

/** Renders the way to a form of n8n's beside this page, filled in; the person looks at it and sends it there. */
function renderNext({ path, fields, text }: NextForm): Html {
	const filled = Object.entries(fields).map(
		([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
	);
	return markup`<form method="get" action="../form/${encodeURIComponent(path)}">${filled}<button class="main">${text}</button></form>`;
}
