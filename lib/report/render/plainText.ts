import { inOneLine } from './inert';
import { listLines, shownEntries, type AlarmLines, type Message } from './parts';

/** Renders the message without any markup: for Slack, LINE, a log or a mail's text part. */
export function renderText(message: Message): string {
	const lines = [message.title, ...message.alarms.flatMap(alarmLines), ...message.summary];
	for (const section of message.sections) {
		const { shown, rest } = shownEntries(section);
		lines.push('', `■ ${section.heading}`);
		for (const entry of shown) {
			const name = `・${entry.title} (${entry.asin})`;
			if (entry.lines.length === 1) lines.push(`${name} ${entry.lines[0]}`);
			else lines.push(name, ...entry.lines.map((line) => `  ${line}`));
		}
		if (rest) lines.push(rest);
	}
	return lines.map(inOneLine).join('\n');
}

const alarmLines = (alarm: AlarmLines): string[] =>
	listLines(alarm).map((line, index) => (index === 0 ? `! ${line}` : `  ${line}`));
