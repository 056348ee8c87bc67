import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from '../n8n/environment';
import { Failure } from '../machine/failure';
import { nodeHeaders } from './nodeHeaders';
import { requireNetwork } from './npm';
import { oldestN8nFolder, realN8nFolder, versionsFolder } from '../machine/paths';
import { lastLines, runCommand } from '../machine/processes';
import type { Progress } from '../machine/progress';

/** Written last, so that a half-done install is noticed; holds the hash of what was installed. */
const stampFileIn = (folder: string): string => join(folder, 'node_modules', '.demo-complete');
const leastNode = 24;

/** Only the folders of the repository hold a lockfile from the start. */
const isLocked = (folder: string): boolean => !folder.startsWith(versionsFolder);

async function wantedStamp(folder: string): Promise<string> {
	const wanted = await readFile(
		join(folder, isLocked(folder) ? 'package-lock.json' : 'package.json'),
	);
	const hash = createHash('sha256').update(wanted).digest('hex');
	return `${hash} ${process.version} ${process.platform}-${process.arch}`;
}

/** True where this Node can load n8n's database driver and n8n is the wanted version. */
async function canLoad(folder: string): Promise<boolean> {
	const script = `require('sqlite3'); const { version } = require('n8n/package.json');
		if (version !== require('./package.json').dependencies.n8n) process.exit(1);`;
	const { code } = await runCommand(process.execPath, ['-e', script], { cwd: folder });
	return code === 0;
}

/**
 * Installs n8n unless that was done before, with the progress shown. An install by hand that works is taken as
 * it is.
 * @param folder with the package.json that names n8n's version
 * @throws Failure where Node is too old, the network is away or npm fails.
 */
export async function ensureN8n(progress: Progress, folder = realN8nFolder): Promise<void> {
	requireNode();
	const stamp = await wantedStamp(folder);
	const found = await readFile(stampFileIn(folder), 'utf8').catch(() => null);
	if (found === stamp) return;
	if (found !== null || !(await canLoad(folder))) await install(folder, progress);
	await writeFile(stampFileIn(folder), stamp);
}

/** Returns the version of the oldest n8n that the package is held to. */
export async function readOldestVersion(): Promise<string> {
	const text = await readFile(join(oldestN8nFolder, 'package.json'), 'utf8');
	return (JSON.parse(text) as { dependencies: { n8n: string } }).dependencies.n8n;
}

/**
 * Installs another version of n8n beside the demo's: the oldest one by its lockfile, any other by what the
 * registry has today.
 * @returns its folder
 * @throws Failure as ensureN8n does
 */
export async function ensureN8nVersion(version: string, progress: Progress): Promise<string> {
	if (version === (await readOldestVersion())) {
		await ensureN8n(progress, oldestN8nFolder);
		return oldestN8nFolder;
	}
	const folder = join(versionsFolder, version);
	await mkdir(folder, { recursive: true });
	const wanted = {
		name: 'amazon-base-sync-compat',
		private: true,
		dependencies: { n8n: version, ...beside(version) },
		overrides: overridesFor(version),
	};
	await writeFile(join(folder, 'package.json'), `${JSON.stringify(wanted, null, '\t')}\n`);
	await ensureN8n(progress, folder);
	return folder;
}

function requireNode(): void {
	if (Number.parseInt(process.versions.node, 10) >= leastNode) return;
	throw new Failure(
		`n8n needs Node ${leastNode}, this is ${process.version}. Start the demo with "npm run demo" after "npm ci": that brings the right Node along.`,
	);
}

/** True for the versions before 2.21, whose dependencies have moved on without them. */
function isAdrift(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major < 2 || (major === 2 && minor <= 20);
}

/**
 * n8n is published without its lockfile, so its dependencies' own ranges pick newer packages each month, and some
 * of those need newer ones still than n8n brings.
 */
const overridesFor = (version: string): Record<string, string | Record<string, string>> => ({
	// Older versions take it from an address beside the registry, which firewalls close.
	xlsx: '0.18.5',
	...(isAdrift(version)
		? {
				'@langchain/langgraph-checkpoint': '1.0.4',
				'@sentry/node': '10.36.0',
				'@sentry/node-native': '10.36.0',
				'@sentry/profiling-node': '10.36.0',
				langchain: { '@langchain/langgraph': '1.2.9' },
			}
		: {}),
});

const beside = (version: string): Record<string, string> =>
	isAdrift(version) ? { '@opentelemetry/core': '2.1.0' } : {};

async function install(folder: string, progress: Progress): Promise<void> {
	await rm(stampFileIn(folder), { force: true });
	await progress.during('Installing n8n (about 4 minutes, this once)', async () => {
		const how = isLocked(folder) ? 'ci' : 'install';
		// Older versions have peers that n8n's own lockfile once overruled; npm would stop at them.
		const peers = folder === realN8nFolder ? [] : ['--legacy-peer-deps'];
		// Build scripts stay off: one of n8n's 2,350 packages needs compilers nobody has to have.
		await npm(folder, how, ...peers, '--ignore-scripts', '--no-audit', '--no-fund');
	});
	const headers = await progress.during('Fetching the C headers of Node', nodeHeaders);
	await progress.during("Building n8n's database driver (about 1 minute)", async () => {
		await npm(folder, 'rebuild', 'sqlite3', ...(headers === null ? [] : [`--nodedir=${headers}`]));
	});
	if (await canLoad(folder)) return;
	throw new Failure(
		"n8n's database driver sqlite3 does not load after its build. It needs python3, make and a C++ compiler (Debian and Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install).",
	);
}

async function npm(folder: string, ...args: string[]): Promise<void> {
	const { code, output } = await runCommand('npm', args, {
		cwd: folder,
		env: cleanEnvironment(),
	});
	if (code === 0) return;
	requireNetwork(output);
	throw new Failure(`npm ${args.join(' ')} failed in ${folder}:\n${lastLines(output, 15)}`);
}
