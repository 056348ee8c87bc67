import { inOneLine } from './inert';
import { shownEntries, type Message } from '../message';

/** Renders the message without any markup: for Slack, LINE, a log or a mail's text part. */
export function renderText(message: Message): string {
	const lines = [message.title, ...message.alarms.map((alarm) => `! ${alarm}`), ...message.summary];
	for (const section of message.sections) {
		const { shown, rest } = shownEntries(section);
		lines.push('', `■ ${section.heading}`);
		for (const entry of shown) {
			lines.push(`・${entry.title} (${entry.asin})`, ...entry.lines.map((line) => `  ${line}`));
		}
		if (rest) lines.push(rest);
	}
	return lines.map(inOneLine).join('\n');
}
