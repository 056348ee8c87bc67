import type { IExecuteFunctions } from 'n8n-workflow';
import { logInfo } from './log';

const EVERY_MS = 60_000;

/** Logs, at most once a minute, how far a long fetch is and when it should end. */
export function makeProgressTeller(
	context: Pick<IExecuteFunctions, 'logger'>,
	total: number,
): (left: number) => void {
	const startedAt = Date.now();
	let toldAt = startedAt;
	return (left) => {
		const now = Date.now();
		if (now - toldAt < EVERY_MS || left === total) return;
		toldAt = now;
		const msPerItem = (now - startedAt) / (total - left);
		const end = new Date(now + left * msPerItem).toISOString();
		logInfo(context, `SP-API: ${total - left} of ${total} items, expected end ${end}`);
	};
}
