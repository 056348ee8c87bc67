import type { ClientPorts } from './client';

/** Ports that keep the last answer as it came, for a look at what our parsers leave out. */
export interface RecordingPorts extends ClientPorts {
	lastJson: () => unknown;
	/** The item of the last answer that had one; {} if there was none. */
	lastItem: () => Readonly<Record<string, unknown>>;
	/** Number of calls so far. */
	sent: () => number;
	/** BASE's own sentence in the last refusal; '' if there was none. */
	lastRefusal: () => string;
}

export function recordAnswers(ports: ClientPorts): RecordingPorts {
	let last: unknown;
	let sent = 0;
	const fields = () => (last ?? {}) as Record<string, unknown>;
	return {
		...ports,
		send: async (request) => {
			last = undefined;
			sent++;
			const answer = await ports.send(request);
			last = answer.json;
			return answer;
		},
		sent: () => sent,
		lastJson: () => last,
		lastItem: () => (fields().item ?? {}) as Record<string, unknown>,
		lastRefusal: () => String(fields().error_description ?? ''),
	};
}
