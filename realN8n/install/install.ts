import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from '../n8n/environment';
import { Failure } from '../machine/failure';
import { nodeHeaders } from './nodeHeaders';
import { requireNetwork } from './npm';
import { realN8nFolder } from '../machine/paths';
import { lastLines, runCommand } from '../machine/processes';
import type { Progress } from '../machine/progress';

/** Written last, so that a half-done install is noticed; holds the hash of what was installed. */
const stampFile = join(realN8nFolder, 'node_modules', '.demo-complete');
const leastNode = 24;

async function wantedStamp(): Promise<string> {
	const lockfile = await readFile(join(realN8nFolder, 'package-lock.json'));
	const hash = createHash('sha256').update(lockfile).digest('hex');
	return `${hash} ${process.version} ${process.platform}-${process.arch}`;
}

/** True where this Node can load n8n's database driver and n8n is the wanted version. */
async function canLoad(): Promise<boolean> {
	const script = `require('sqlite3'); const { version } = require('n8n/package.json');
		if (version !== require('./package.json').dependencies.n8n) process.exit(1);`;
	const { code } = await runCommand(process.execPath, ['-e', script], { cwd: realN8nFolder });
	return code === 0;
}

/**
 * Installs n8n into demo/ unless that was done before, with the progress shown. An install by hand
 * that works is taken as it is.
 * @throws Failure where Node is too old, the network is away or npm fails.
 */
export async function ensureN8n(progress: Progress): Promise<void> {
	requireNode();
	const stamp = await wantedStamp();
	const found = await readFile(stampFile, 'utf8').catch(() => null);
	if (found === stamp) return;
	if (found !== null || !(await canLoad())) await install(progress);
	await writeFile(stampFile, stamp);
}

function requireNode(): void {
	if (Number.parseInt(process.versions.node, 10) >= leastNode) return;
	throw new Failure(
		`n8n needs Node ${leastNode}, this is ${process.version}. Start the demo with "npm run demo" after "npm ci": that brings the right Node along.`,
	);
}

async function install(progress: Progress): Promise<void> {
	await rm(stampFile, { force: true });
	await progress.during('Installing n8n (about 4 minutes, this once)', async () => {
		// Build scripts stay off: one of n8n's 2,350 packages needs compilers nobody has to have.
		await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
	});
	const headers = await progress.during('Fetching the C headers of Node', nodeHeaders);
	await progress.during("Building n8n's database driver (about 1 minute)", async () => {
		await npm('rebuild', 'sqlite3', ...(headers === null ? [] : [`--nodedir=${headers}`]));
	});
	if (await canLoad()) return;
	throw new Failure(
		"n8n's database driver sqlite3 does not load after its build. It needs python3, make and a C++ compiler (Debian and Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install).",
	);
}

async function npm(...args: string[]): Promise<void> {
	const { code, output } = await runCommand('npm', args, {
		cwd: realN8nFolder,
		env: cleanEnvironment(),
	});
	if (code === 0) return;
	requireNetwork(output);
	throw new Failure(`npm ${args.join(' ')} failed in realN8n/:\n${lastLines(output, 15)}`);
}
