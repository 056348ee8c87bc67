import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from '../n8n/environment';
import { Failure } from '../machine/failure';
import { requireNetwork } from './npm';
import { repositoryFolder } from '../machine/paths';
import { lastLines, runCommand } from '../machine/processes';

export const packageName = 'n8n-nodes-amazon-base-sync';

const sourceFolders = ['nodes', 'credentials', 'lib', 'workflows'];
const sourceFiles = ['package.json', 'tsconfig.json', 'gulpfile.js'];

/** Time in ms of the last change of any file below a folder; 0 where there is none. */
async function newestBelow(folder: string): Promise<number> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const times = await Promise.all(
		files.map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs),
	);
	return times.reduce((newest, time) => Math.max(newest, time), 0);
}

/** What a complete build holds: it clears dist first and copies the codex files last. */
async function isComplete(): Promise<boolean> {
	const nodes = await readdir(join(repositoryFolder, 'nodes'));
	const codex = nodes.map((name) =>
		join(repositoryFolder, 'dist/nodes', name, `${name}.node.json`),
	);
	return codex.every((file) => existsSync(file));
}

/** True where a build is there that no source is newer than. */
async function isBuilt(): Promise<boolean> {
	if (!(await isComplete())) return false;
	const built = await stat(join(repositoryFolder, 'dist', 'nodes'));
	const sources = await Promise.all([
		...sourceFolders.map(async (name) => await newestBelow(join(repositoryFolder, name))),
		...sourceFiles.map(async (name) => (await stat(join(repositoryFolder, name))).mtimeMs),
	]);
	return Math.max(...sources) <= built.mtimeMs;
}

/** Compiles the package unless the last build is newer than every source. */
export async function buildPackage(): Promise<void> {
	if (await isBuilt()) return;
	const { code, output } = await runCommand('npm', ['run', 'build'], {
		cwd: repositoryFolder,
		env: cleanEnvironment(),
	});
	if (code !== 0) throw new Failure(`The package does not build:\n${lastLines(output, 20)}`);
}

/** Packs the built package, as a registry would get it. @returns the tarball's path. */
export async function packPackage(targetFolder: string): Promise<string> {
	await mkdir(targetFolder, { recursive: true });
	const { code, output } = await runCommand(
		'npm',
		['pack', '--ignore-scripts', '--json', '--pack-destination', targetFolder],
		{ cwd: repositoryFolder, env: cleanEnvironment() },
	);
	const tarball = (await readdir(targetFolder)).find((name) => /\.tgz$/.test(name));
	if (code === 0 && tarball !== undefined) return join(targetFolder, tarball);
	throw new Failure(`The package could not be packed:\n${lastLines(output)}`);
}

/**
 * Puts a tarball where n8n looks for community packages, as n8n's own installer does.
 * @throws Failure that names the network, where that is the reason.
 */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	await mkdir(folder, { recursive: true });
	await writeFile(
		join(folder, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true }),
	);
	const { code, output } = await runCommand(
		'npm',
		['install', tarball, '--omit=peer', '--legacy-peer-deps', '--prefer-offline', '--no-audit'],
		{ cwd: folder, env: cleanEnvironment() },
	);
	if (code === 0) return;
	requireNetwork(output);
	throw new Failure(`The package could not be installed into n8n:\n${lastLines(output)}`);
}
