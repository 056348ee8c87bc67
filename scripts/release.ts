import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run release -- 1.2.0`: everything before publishing, and nothing that cannot be undone. Says at
 * the end how to tag and publish.
 */

const root = join(__dirname, '..');

const run = (command: string, ...args: string[]): string =>
	execFileSync(command, args, { cwd: root, encoding: 'utf8' }).trim();

interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

const manifestOf = (): Manifest =>
	JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

function requireVersion(version: string | undefined): string {
	if (version !== undefined && /^\d+\.\d+\.\d+$/.test(version)) return version;
	throw new Error(`"${version ?? ''}" is no version. Say for example: npm run release -- 1.2.0`);
}

function requireCleanTree(): void {
	const changes = run('git', 'status', '--porcelain');
	if (changes !== '') throw new Error(`Commit or drop these changes first:\n${changes}`);
}

/** The section of this version in CHANGELOG.md, which becomes the release's notes. */
export function notesOf(changelog: string, version: string): string {
	const [, ...sections] = changelog.split(/^## /m);
	const section = sections.find((text) => text.startsWith(`${version} `));
	if (!section) throw new Error(`CHANGELOG.md has no section "## ${version} - <date>"`);
	const [heading, ...lines] = section.split('\n');
	if (/unreleased/.test(heading ?? '')) {
		throw new Error(`Put the date in place of "unreleased" in CHANGELOG.md's section ${version}`);
	}
	return lines.join('\n').trim();
}

/** What the package must hold, and what it must not. @throws Error that names each. */
export function checkFiles(
	files: readonly string[],
	{ nodes, credentials }: Manifest['n8n'],
): void {
	const held = new Set(files);
	const wanted = [...nodes, ...credentials, 'README.md', 'LICENSE'];
	const icons = nodes.map((path) => path.replace(/[^/]+$/, ''));
	const missing = [
		...wanted.filter((path) => !held.has(path)),
		...icons
			.filter((folder) => !files.some((path) => path.startsWith(folder) && path.endsWith('.svg')))
			.map((folder) => `${folder}*.svg`),
	];
	const foreign = files.filter((path) =>
		/(^|\/)(test|simulator|demo|bench|chaos|queue|node_modules)\/|\.test\.|^lib\/.*\.ts$/.test(
			path,
		),
	);
	if (missing.length > 0) throw new Error(`The package lacks: ${missing.join(', ')}`);
	if (foreign.length > 0) throw new Error(`The package must not hold: ${foreign.join(', ')}`);
}

function packedFiles(): string[] {
	const folder = mkdtempSync(join(tmpdir(), 'release-'));
	try {
		const report = run('npm', 'pack', '--json', '--pack-destination', folder);
		const [packed] = JSON.parse(report.slice(report.indexOf('['))) as Array<{
			files: Array<{ path: string }>;
		}>;
		return packed!.files.map(({ path }) => path);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function main(): void {
	const version = requireVersion(process.argv[2]);
	requireCleanTree();
	const notes = notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
	if (manifestOf().version !== version) run('npm', 'version', version, '--no-git-tag-version');
	run('npm', 'run', 'build');
	const manifest = manifestOf();
	const files = packedFiles();
	checkFiles(files, manifest.n8n);
	console.log(`${manifest.name} ${version}: ${files.length} files, all there.

Notes
${notes}

Next
  bash .ci/run
  git commit -am "Release ${version}" && git tag v${version} && git push --follow-tags
  npm publish`);
}

if (require.main === module) {
	try {
		main();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
