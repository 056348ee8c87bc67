import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../realN8n/machine/failure';
import { freePort } from '../realN8n/machine/ports';
import {
	type CommandOptions,
	lastLines,
	launch,
	runCommand,
	signalGroup,
} from '../realN8n/machine/processes';

/** Where Debian and Ubuntu put the server's programs, by version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
export const DATABASE_USER = 'n8n';

export interface Postgres {
	port: number;
	/** Of DATABASE_USER; another one for each cluster. */
	password: string;
	stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: there it runs as the user that its package brings. */
const isRoot = process.getuid?.() === 0;

/**
 * A cluster of its own in a temporary folder, on 127.0.0.1 alone. It asks for a password: n8n's database holds
 * the credentials, and every user of the machine reaches its port.
 */
export async function startPostgres(): Promise<Postgres> {
	const programs = programsFolder();
	const folder = mkdtempSync(join(tmpdir(), 'amazon-base-sync-postgres-'));
	if (isRoot) await giveTo('postgres', folder);
	const data = join(folder, 'data');
	const password = randomBytes(24).toString('base64url');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (isRoot) await giveTo('postgres', passwordFile);
	await run({ cwd: folder }, ...createCluster(programs, data, passwordFile));
	rmSync(passwordFile);
	const port = await freePort();
	const [command = '', ...args] = asServerUser(
		...[join(programs, 'postgres'), '-D', data, '-p', String(port)],
		...['-c', 'listen_addresses=127.0.0.1', '-k', folder],
	);
	const child = launch(command, args, { cwd: folder });
	const closed = once(child, 'close');
	await untilReady(programs, port);
	await createDatabase(programs, { folder, port, password });
	return {
		port,
		password,
		stop: async () => {
			// An immediate end: nothing of it is wanted any more.
			signalGroup(child, 'SIGQUIT');
			await closed;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

const createCluster = (programs: string, data: string, passwordFile: string) =>
	[
		...([join(programs, 'initdb'), '-D', data, '-U', DATABASE_USER] as const),
		...['-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
	] as const;

async function createDatabase(
	programs: string,
	{ folder, port, password }: { folder: string; port: number; password: string },
): Promise<void> {
	const command = [
		...([join(programs, 'createdb'), '-h', '127.0.0.1', '-p', String(port)] as const),
		...['-U', DATABASE_USER, DATABASE_USER],
	];
	await run({ cwd: folder, env: { ...process.env, PGPASSWORD: password } }, ...command);
}

function programsFolder(): string {
	const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
	if (newest !== undefined) return join(DEBIAN_FOLDER, newest, 'bin');
	throw new Failure('PostgreSQL is not installed (Debian, Ubuntu: apt-get install postgresql).');
}

const asServerUser = (...command: readonly string[]): string[] =>
	isRoot
		? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...command]
		: [...command];

async function run(options: CommandOptions, ...command: readonly string[]): Promise<void> {
	const [program = '', ...args] = asServerUser(...command);
	const { code, output } = await runCommand(program, args, options);
	if (code !== 0) throw new Failure(`${command[0]} failed:\n${lastLines(output)}`);
}

async function giveTo(user: string, path: string): Promise<void> {
	const { output } = await runCommand('id', ['-u', user], { cwd: '/' });
	chownSync(path, Number(output.trim()), -1);
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
