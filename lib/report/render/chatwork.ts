import { formatCount } from '../../listing/money';
import { forChatwork } from './inert';
import { shorten } from './shorten';
import { listLines, type AlarmLines, type Entry, type Message } from './parts';

/** Chatwork takes 1 to 65,535 bytes (POST /rooms/{room_id}/messages, `body`). */
export const CHATWORK_MAX_BYTES = 65_535;

/**
 * Renders the message in Chatwork's markup, in whole lines within the size limit; a last line counts
 * the entries that do not fit.
 */
export function renderChatwork(message: Message, maximumBytes = CHATWORK_MAX_BYTES): string {
	const lead = [...message.alarms.flatMap(alarmLines), ...message.summary].map(forChatwork);
	const head = [`[info][title]${forChatwork(message.title)}[/title]${lead.join('\n')}`];
	const tail = '[/info]';
	const room = maximumBytes - bytes(tail) - bytes('\n他 99999999 件');
	let used = bytes(head.join('\n'));
	let left = 0;
	const lines = [...head];
	for (const { heading, entries, rest = 0 } of message.sections) {
		const headingLine = `[hr]■ ${forChatwork(heading)}`;
		let opened = false;
		for (const entry of entries) {
			const text = [...(opened ? [] : [headingLine]), ...entryLines(entry)].join('\n');
			const size = bytes(text) + 1;
			if (left > 0 || used + size > room) {
				left++;
				continue;
			}
			lines.push(text);
			used += size;
			opened = true;
		}
		if (rest === 0) continue;
		const text = `${opened ? '' : `${headingLine}\n`}他 ${formatCount(rest)} 件`;
		lines.push(text);
		used += bytes(text) + 1;
	}
	if (left > 0) lines.push(`他 ${left} 件`);
	return lines.join('\n') + tail;
}

const alarmLines = (alarm: AlarmLines): string[] =>
	listLines(alarm).map((line, index) => (index === 0 ? `⚠ ${line}` : `　${line}`));

/** One line for an entry that has one. */
function entryLines({ title, asin, lines }: Entry): string[] {
	const name = `・${forChatwork(shorten(title))} (${forChatwork(shorten(asin))})`;
	const [only] = lines;
	if (lines.length === 1 && only !== undefined) return [`${name} ${forChatwork(only)}`];
	return [name, ...lines.map((line) => `　${forChatwork(line)}`)];
}

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
