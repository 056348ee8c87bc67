import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nEnvironment, type N8nPlace } from './environment';
import { Failure } from '../machine/failure';
import { n8nBinary, n8nBinaryIn } from '../machine/paths';
import { lastLines, launch, runCommand, signalGroup } from '../machine/processes';

export interface N8nOptions extends N8nPlace {
	/** Everything n8n says is appended there. */
	logFile: string;
}

const binaryOf = ({ installFolder }: N8nOptions): string =>
	installFolder === undefined ? n8nBinary : n8nBinaryIn(installFolder);

export interface N8nServer {
	/** Without a slash at the end. */
	url: string;
	pid: number;
	/** Ends it in good order within 10 s, else by force. */
	stop(): Promise<void>;
	/** Ends it in the middle of whatever it does, as a power cut would. */
	kill(): Promise<void>;
}

/** The first start lays out the database, which takes a slow machine its time. */
const longestStartMs = 180_000;
const longestStopMs = 10_000;

/**
 * Starts n8n on 127.0.0.1 and waits until its editor answers.
 * @throws Failure with the last lines of n8n's log, where it ends or does not answer in 3 minutes.
 */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const child = launch(process.execPath, [binaryOf(options), 'start'], {
		cwd: options.userFolder,
		env: n8nEnvironment(options),
		logFile: options.logFile,
	});
	const closed = once(child, 'close');
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		if (child.exitCode === null && child.signalCode === null) signalGroup(child, signal);
		await Promise.race([closed, sleep(longestStopMs, undefined, { ref: false })]);
		signalGroup(child, 'SIGKILL');
		await closed;
	};
	const url = `http://127.0.0.1:${options.port}`;
	try {
		await waitUntilReady(url, () => child.exitCode !== null || child.signalCode !== null);
	} catch (error) {
		await end('SIGKILL');
		const log = lastLines(readFileSync(options.logFile, 'utf8'));
		throw new Failure(`${(error as Error).message}. Its last words (${options.logFile}):\n${log}`);
	}
	return {
		url,
		pid: child.pid!,
		stop: async () => await end('SIGTERM'),
		kill: async () => await end('SIGKILL'),
	};
}

async function waitUntilReady(url: string, hasEnded: () => boolean): Promise<void> {
	const deadline = Date.now() + longestStartMs;
	while (!(await answers(`${url}/healthz/readiness`)) || !(await answers(`${url}/rest/settings`))) {
		if (hasEnded()) throw new Error('n8n ended while it was starting');
		if (Date.now() > deadline) throw new Error('n8n did not answer within 3 minutes');
		await sleep(200);
	}
}

/** True where the page is there; a refused connection is one of the ways of not being there yet. */
async function answers(url: string): Promise<boolean> {
	const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
	return response?.status === 200;
}

/** Runs one of n8n's own commands while the server is down. @throws Failure with what n8n said. */
export async function runN8nCommand(
	options: N8nOptions,
	command: string,
	...args: string[]
): Promise<void> {
	const { code, output } = await runCommand(
		process.execPath,
		[binaryOf(options), command, ...args],
		{
			cwd: options.userFolder,
			env: n8nEnvironment(options),
			logFile: options.logFile,
		},
	);
	// Some of n8n's commands report a failure and end with 0 all the same.
	if (code === 0 && /Success|Publishing workflow/i.test(output)) return;
	throw new Failure(`n8n ${command} failed:\n${lastLines(output)}`);
}
