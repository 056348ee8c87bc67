/** Where the steps of a long start are shown. */
export interface Progress {
	/** Shows a step while it goes on, and how long it took. */
	during<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** For tests: nothing is shown. */
export const silentProgress: Progress = { during: async (_title, work) => await work() };

const repaintMs = 1_000;
/** Without a terminal a sign of life now and then, so that nobody takes a log for dead. */
const signOfLifeMs = 30_000;

const elapsed = (since: number, now: () => number): string =>
	`${Math.round((now() - since) / 1000)} s`;

/** One line a step: repainted each second on a terminal, plain lines elsewhere. */
export function terminalProgress(
	stream: NodeJS.WriteStream,
	now: () => number = Date.now,
): Progress {
	return {
		during: async (title, work) => {
			const since = now();
			const paint = (end: string): void => {
				const line = `  ${title} ... ${elapsed(since, now)}`;
				stream.write(stream.isTTY ? `\r\x1b[K${line}${end}` : `${line}\n`);
			};
			if (stream.isTTY) paint('');
			else stream.write(`  ${title} ...\n`);
			const timer = setInterval(() => paint(''), stream.isTTY ? repaintMs : signOfLifeMs);
			try {
				return await work();
			} finally {
				clearInterval(timer);
				paint('\n');
			}
		},
	};
}
