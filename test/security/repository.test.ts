import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('the threat table of SECURITY.md', () => {
	const [, table = ''] = /\| threat .*\n\|[ -|]+\n((?:\|.*\n)+)/.exec(textOf('SECURITY.md')) ?? [];
	const rows = table
		.trim()
		.split('\n')
		.map((line) => line.split('|').map((cell) => cell.trim()))
		.map(([, threat = '', answer = '', heldBy = '']) => ({ threat, answer, heldBy }));

	it('should have rows', () => {
		expect(rows.length).toBeGreaterThan(12);
	});

	it.each(rows)('should name a test that exists, or a promise: $threat', ({ answer, heldBy }) => {
		expect(answer).not.toBe('');
		const named = heldBy.match(/test\/[\w/.-]+\.test\.ts/g) ?? [];
		expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
		if (named.length === 0) expect(heldBy).toMatch(/promise .*only|promise only/);
	});

	it('should have each case of the security review in it', () => {
		const cases = readdirSync(join(root, 'test/cases')).filter((name) => /^S\d-/.test(name));
		expect(new Set(cases.map((name) => name.slice(0, 2))).size).toBe(8);
		const named = rows.map(({ heldBy }) => heldBy).join(' ');
		expect(cases.filter((name) => !named.includes(`test/cases/${name}`))).toEqual([]);
	});
});

describe("the repository's own build", () => {
	const folder = '.github/workflows';
	it.each(readdirSync(join(root, folder)))(
		'should only read, by actions of one commit: %s',
		(file) => {
			const text = textOf(join(folder, file));
			expect(text).toMatch(/^permissions:\n {2}contents: read\n(?! )/m);
			// Publishing is the one job that may do more: be known to the registry, by no token that could be stolen.
			const isPublishing = file === 'publish.yml';
			expect(text.match(/permissions:/g)).toHaveLength(isPublishing ? 2 : 1);
			expect(text.match(/[\w-]+: write/g) ?? []).toEqual(isPublishing ? ['id-token: write'] : []);
			if (isPublishing) expect(text).toMatch(/^on:\n {2}push:\n {4}tags: \['v\*\.\*\.\*'\]\n\n/m);
			expect(text).not.toMatch(/secrets\.|pull_request_target|workflow_run/);
			const actions = [...text.matchAll(/uses: *(\S+)/g)].map(([, action]) => action);
			expect(actions.length).toBeGreaterThan(0);
			for (const action of actions) expect(action).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/);
		},
	);
});
