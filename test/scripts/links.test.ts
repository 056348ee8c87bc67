import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrokenLinks, makeAbsolute } from '../../scripts/release/links';
import { makeManifest, readSettings } from '../../scripts/release/settings';

const root = join(__dirname, '../..');
const REPOSITORY = 'https://github.com/owner/name';
const RAW = 'https://raw.githubusercontent.com/owner/name';

describe('the links of a package', () => {
	it('should become absolute, pictures to the picture itself', () => {
		const markdown = '![flow](docs/flow.svg) [a](docs/a.md#b) [c](#c) [d](https://d.example)';
		expect(makeAbsolute(markdown, REPOSITORY, 'v1.2.0')).toBe(
			`![flow](${RAW}/v1.2.0/docs/flow.svg) [a](${REPOSITORY}/blob/v1.2.0/docs/a.md#b) [c](#c) [d](https://d.example)`,
		);
	});

	it('should become absolute where a link holds a picture', () => {
		expect(makeAbsolute('[![x](docs/x.svg)](docs/x.md)', REPOSITORY, 'v1.0.0')).toBe(
			`[![x](${RAW}/v1.0.0/docs/x.svg)](${REPOSITORY}/blob/v1.0.0/docs/x.md)`,
		);
	});

	it('should be found where they lead nowhere', () => {
		const files = new Map([
			[
				'README.md',
				`# One\n[a](docs/a.md#two-words) [b](docs/b.md) [c](#one) [d](#two) \`[e](e)\``,
			],
			[
				'docs/a.md',
				`## Two words\n[back](../README.md) [up](../../c.md) ![p](${RAW}/v1/docs/p.png)`,
			],
			['docs/p.png', ''],
		]);
		expect(findBrokenLinks(files, [`${RAW}/v1`])).toEqual([
			'README.md: docs/b.md',
			'README.md: #two',
			'docs/a.md: ../../c.md',
		]);
	});

	it('should all lead somewhere, on GitHub and in what is packed', () => {
		const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' });
		const names = tracked.trim().split('\n');
		const textOf = (name: string) =>
			name.endsWith('.md') ? readFileSync(join(root, name), 'utf8') : '';
		const all = new Map(names.map((name) => [name, textOf(name)]));
		expect(findBrokenLinks(all, [])).toEqual([]);
		const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
			files: string[];
		};
		const isPacked = (name: string) =>
			['README.md', 'LICENSE'].includes(name) ||
			files.some((each) => name === each || name.startsWith(`${each}/`));
		const packed = new Map([...all].filter(([name]) => isPacked(name)));
		expect(findBrokenLinks(packed, [])).toEqual([]);
	});
});

describe('the settings of a release', () => {
	it.each([
		undefined,
		'',
		'owner/name',
		'http://github.com/owner/name',
		'https://github.com/owner',
	])('should be refused without a repository: %s', (repository) => {
		expect(() => readSettings({ RELEASE_REPOSITORY: repository })).toThrow('RELEASE_REPOSITORY');
	});

	it('should give homepage and bugs unless they are set', () => {
		const set = { RELEASE_REPOSITORY: `${REPOSITORY}.git`, RELEASE_BUGS: 'https://b.example' };
		expect(readSettings(set)).toEqual({
			repository: REPOSITORY,
			homepage: `${REPOSITORY}#readme`,
			bugs: 'https://b.example',
		});
		expect(() => readSettings({ ...set, RELEASE_BUGS: 'mailto:a' })).toThrow('RELEASE_BUGS');
	});

	it('should stand in the manifest, without what only the repository runs', () => {
		const manifest = {
			name: 'x',
			scripts: { prepack: 'y' },
			devDependencies: { z: '1' },
			files: [],
		};
		expect(makeManifest(manifest, readSettings({ RELEASE_REPOSITORY: REPOSITORY }))).toEqual({
			name: 'x',
			files: [],
			repository: { type: 'git', url: `git+${REPOSITORY}.git` },
			homepage: `${REPOSITORY}#readme`,
			bugs: { url: `${REPOSITORY}/issues` },
			publishConfig: { access: 'public', provenance: true },
		});
	});
});
