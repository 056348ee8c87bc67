import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles, notesOf } from '../../scripts/release';

const manifest = {
	nodes: ['dist/nodes/RunGuard/RunGuard.node.js'],
	credentials: ['dist/credentials/AmazonSpApi.credentials.js'],
};
const complete = [
	...manifest.nodes,
	...manifest.credentials,
	'dist/nodes/RunGuard/runGuard.svg',
	...['README.md', 'README.ja.md', 'LICENSE'],
	...['ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md'],
];

describe('release', () => {
	it('should take the notes of the version from the changelog', () => {
		const changelog =
			'# Changelog\n\n## 0.2.0 - 2026-12-01\n\n- B\n\n## 0.1.0 - 2026-11-25\n\n- A\n';
		expect(notesOf(changelog, '0.1.0')).toBe('- A');
		expect(notesOf(changelog, '0.2.0')).toBe('- B');
		expect(() => notesOf(changelog, '0.3.0')).toThrow('no section');
		expect(() => notesOf('## 0.3.0 - unreleased\n', '0.3.0')).toThrow('Put the date');
	});

	it('should name what the package lacks and what it must not hold', () => {
		expect(() => checkFiles(complete, manifest)).not.toThrow();
		expect(() => checkFiles(complete.slice(1), manifest)).toThrow('RunGuard.node.js');
		expect(() =>
			checkFiles([...complete.filter((path) => !path.endsWith('.svg'))], manifest),
		).toThrow('dist/nodes/RunGuard/*.svg');
		expect(() => checkFiles([...complete, 'test/secret.test.ts'], manifest)).toThrow(
			'must not hold: test/secret.test.ts',
		);
		expect(() =>
			checkFiles([...complete, 'dist/lib/a.d.ts', 'dist/lib/a.js.map'], manifest),
		).toThrow('must not hold: dist/lib/a.d.ts, dist/lib/a.js.map');
	});

	it('should find a section for the present version', () => {
		const read = (name: string) => readFileSync(join(__dirname, '../..', name), 'utf8');
		const { version } = JSON.parse(read('package.json')) as { version: string };
		expect(read('CHANGELOG.md')).toContain(`## ${version} - `);
	});
});
