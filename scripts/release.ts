import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrokenLinks, makeAbsolute } from './release/links';
import { makeManifest, readSettings, type RepositorySettings } from './release/settings';

/**
 * `RELEASE_REPOSITORY=... npm run release -- 1.2.0`: everything before publishing, and nothing that cannot be
 * undone. It leaves a tarball in `release/` and says at the end how to tag and publish it.
 */

const root = join(__dirname, '..');
const releaseFolder = join(root, 'release');
/** Files that a registry shows by themselves, so that their links have nothing to be relative to. */
const shownAlone = ['README.md', 'README.ja.md'];

const run = (command: string, ...args: string[]): string => runIn(root, command, ...args);

const runIn = (cwd: string, command: string, ...args: string[]): string =>
	execFileSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trim();

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
	const documents = [
		...['README.md', 'README.ja.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'],
		'LICENSE',
	];
	const wanted = [...nodes, ...credentials, ...documents];
	const icons = nodes.map((path) => path.replace(/[^/]+$/, ''));
	const missing = [
		...wanted.filter((path) => !held.has(path)),
		...icons
			.filter((folder) => !files.some((path) => path.startsWith(folder) && path.endsWith('.svg')))
			.map((folder) => `${folder}*.svg`),
	];
	const foreign = files.filter((path) =>
		/(^|\/)(test|simulator|demo|bench|chaos|queue|node_modules)\/|\.test\.|\.d\.ts$|\.map$|^lib\/.*\.ts$/.test(
			path,
		),
	);
	if (missing.length > 0) throw new Error(`The package lacks: ${missing.join(', ')}`);
	if (foreign.length > 0) throw new Error(`The package must not hold: ${foreign.join(', ')}`);
}

/** Packs a folder without running its scripts. Returns the tarball's path. */
function pack(folder: string, target: string): string {
	mkdirSync(target, { recursive: true });
	runIn(folder, 'npm', 'pack', '--loglevel=warn', '--ignore-scripts', '--pack-destination', target);
	const [tarball] = readdirSync(target).filter((name) => name.endsWith('.tgz'));
	return join(target, tarball!);
}

/** Makes the package that a registry gets from what the repository packs. Returns the texts of its files. */
function stage(folder: string, settings: RepositorySettings, tag: string): Map<string, string> {
	const manifestFile = join(folder, 'package.json');
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, unknown>;
	writeFileSync(manifestFile, `${JSON.stringify(makeManifest(manifest, settings), null, 2)}\n`);
	for (const name of shownAlone) {
		const file = join(folder, name);
		writeFileSync(file, makeAbsolute(readFileSync(file, 'utf8'), settings.repository, tag));
	}
	return readTexts(folder);
}

const readTexts = (folder: string): Map<string, string> =>
	new Map(
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => {
				const file = join(entry.parentPath, entry.name);
				const text = entry.name.endsWith('.md') ? readFileSync(file, 'utf8') : '';
				return [file.slice(folder.length + 1), text];
			}),
	);

/** Builds, packs and checks. Returns the tarball and the number of its files. */
export function makeRelease(
	version: string,
	settings: RepositorySettings,
	target = releaseFolder,
): { tarball: string; files: number } {
	const folder = mkdtempSync(join(tmpdir(), 'release-'));
	try {
		runIn(folder, 'tar', '-xzf', pack(root, join(folder, 'packed')));
		const staged = join(folder, 'package');
		const texts = stage(staged, settings, `v${version}`);
		checkFiles([...texts.keys()], manifestOf().n8n);
		const { repository } = settings;
		const raw = repository.replace('https://github.com/', 'https://raw.githubusercontent.com/');
		const home = [`${repository}/blob/v${version}`, `${raw}/v${version}`];
		const broken = findBrokenLinks(texts, home);
		if (broken.length > 0) throw new Error(`Links that lead nowhere:\n${broken.join('\n')}`);
		rmSync(target, { recursive: true, force: true });
		return { tarball: pack(staged, target), files: texts.size };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function main(): void {
	if (process.argv[2] === '--refuse') {
		throw new Error('Publish the tarball that "npm run release" makes: CONTRIBUTING.md, Releasing');
	}
	const settings = readSettings(process.env);
	const version = requireVersion(process.argv[2]);
	requireCleanTree();
	const notes = notesOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
	if (manifestOf().version !== version) run('npm', 'version', version, '--no-git-tag-version');
	run('npm', 'run', 'build');
	const { tarball, files } = makeRelease(version, settings);
	console.log(`${manifestOf().name} ${version}: ${files} files, all there, no link leads nowhere.

Notes
${notes}

Next
  bash .ci/run
  git commit -am "Release ${version}" && git tag v${version} && git push --follow-tags
The tag starts .github/workflows/publish.yml, which publishes with provenance. By hand:
  npm publish ${tarball.replace(`${root}/`, './')}`);
}

if (require.main === module) {
	try {
		main();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
