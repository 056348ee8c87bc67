import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../demo/machine/failure';
import { freePort } from '../demo/machine/ports';
import { lastLines, launch, runCommand, signalGroup } from '../demo/machine/processes';

/** Where Debian and Ubuntu put the server's programs, by version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
export const DATABASE_USER = 'n8n';

export interface Postgres {
	port: number;
	stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: there it runs as the user that its package brings. */
const isRoot = process.getuid?.() === 0;

/** A cluster of its own in a temporary folder, on 127.0.0.1 alone. */
export async function startPostgres(): Promise<Postgres> {
	const programs = programsFolder();
	const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-postgres-'));
	if (isRoot) await giveTo('postgres', folder);
	const data = join(folder, 'data');
	await run(folder, join(programs, 'initdb'), '-D', data, '-U', DATABASE_USER, '-A', 'trust');
	const port = await freePort();
	const [command = '', ...args] = asServerUser(
		...[join(programs, 'postgres'), '-D', data, '-p', String(port)],
		...['-c', 'listen_addresses=127.0.0.1', '-k', folder],
	);
	const child = launch(command, args, { cwd: folder });
	const closed = once(child, 'close');
	await untilReady(programs, port);
	await run(folder, ...createDatabase(programs, port));
	return {
		port,
		stop: async () => {
			// An immediate end: nothing of it is wanted any more.
			signalGroup(child, 'SIGQUIT');
			await closed;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

const createDatabase = (programs: string, port: number): [string, ...string[]] => [
	...([join(programs, 'createdb'), '-h', '127.0.0.1', '-p', String(port)] as const),
	...['-U', DATABASE_USER, DATABASE_USER],
];

function programsFolder(): string {
	const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
	if (newest !== undefined) return join(DEBIAN_FOLDER, newest, 'bin');
	throw new Failure('PostgreSQL is not installed (Debian, Ubuntu: apt-get install postgresql).');
}

const asServerUser = (...command: string[]): string[] =>
	isRoot
		? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...command]
		: command;

async function run(cwd: string, ...command: string[]): Promise<void> {
	const [program = '', ...args] = asServerUser(...command);
	const { code, output } = await runCommand(program, args, { cwd });
	if (code !== 0) throw new Failure(`${command[0]} failed:\n${lastLines(output)}`);
}

async function giveTo(user: string, folder: string): Promise<void> {
	const { output } = await runCommand('id', ['-u', user], { cwd: folder });
	chownSync(folder, Number(output.trim()), -1);
}

const LONGEST_START_MS = 60_000;

async function untilReady(programs: string, port: number): Promise<void> {
	const deadline = Date.now() + LONGEST_START_MS;
	const args = ['-h', '127.0.0.1', '-p', String(port)];
	while ((await runCommand(join(programs, 'pg_isready'), args, { cwd: '/' })).code !== 0) {
		if (Date.now() > deadline) throw new Failure('PostgreSQL did not start within a minute');
		await sleep(200);
	}
}
