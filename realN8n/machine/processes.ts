import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from './failure';

export interface CommandOptions {
	cwd: string;
	/** The whole environment, where it is not this process's own. */
	env?: NodeJS.ProcessEnv;
	/** Everything the command says goes there too; appended. */
	logFile?: string;
}

export interface CommandResult {
	/** Null where a signal ended it. */
	code: number | null;
	/** What it said on both channels, the last 200,000 characters. */
	output: string;
}

const hasGroups = process.platform !== 'win32';
const mostOutput = 200_000;
const alive = new Set<ChildProcess>();

/** Starts a process with a group of its own, so that it can be ended with all its children. */
export function launch(
	command: string,
	args: readonly string[],
	{ cwd, env = process.env, logFile }: CommandOptions,
): ChildProcess {
	const child = spawn(command, args, {
		cwd,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: hasGroups,
		// npm is a .cmd file on Windows, which Node starts through a shell only.
		shell: !hasGroups && command === 'npm',
	});
	alive.add(child);
	child.once('close', () => alive.delete(child));
	child.once('error', () => alive.delete(child));
	if (logFile !== undefined) {
		mkdirSync(dirname(logFile), { recursive: true });
		const log = createWriteStream(logFile, { flags: 'a' });
		child.stdout!.pipe(log, { end: false });
		child.stderr!.pipe(log, { end: false });
		child.once('close', () => log.end());
	}
	return child;
}

/** Runs a command to its end. @throws Error where it could not be started at all. */
export async function runCommand(
	command: string,
	args: readonly string[],
	options: CommandOptions,
): Promise<CommandResult> {
	const child = launch(command, args, options);
	let output = '';
	const listen = (data: Buffer): void => {
		output = (output + data.toString('utf8')).slice(-mostOutput);
	};
	child.stdout!.on('data', listen);
	child.stderr!.on('data', listen);
	try {
		const [code] = (await once(child, 'close')) as [number | null];
		return { code, output };
	} catch (error) {
		throw new Error(`${command} could not be started: ${messageOf(error)}`, { cause: error });
	}
}

/** Sends a signal to a process that `launch` started, and to its children. Gone already is fine. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (hasGroups) process.kill(-child.pid, signal);
		else child.kill(signal);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** True while a process of that id runs, whoever it belongs to. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The last resort: nothing that was started here outlives this process. */
export function killEverythingStarted(): void {
	for (const child of alive) signalGroup(child, 'SIGKILL');
}

/** The last lines of what a command said, for an error message. */
export const lastLines = (output: string, count = 8): string =>
	output.trimEnd().split('\n').slice(-count).join('\n');
