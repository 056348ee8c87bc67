import type { Message } from './message';

/** The message without any markup: for Slack, LINE, a log or a mail's text part. */
export function renderText(message: Message): string {
	const lines = [message.title, ...message.alarms.map((alarm) => `! ${alarm}`), ...message.summary];
	for (const { heading, entries } of message.sections) {
		lines.push('', `■ ${heading}`);
		for (const entry of entries) {
			lines.push(`・${entry.title} (${entry.asin})`, ...entry.lines.map((line) => `  ${line}`));
		}
	}
	return lines.join('\n');
}
