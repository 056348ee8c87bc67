import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { listMisses } from '../../scripts/measure/misses';
import { summarise } from '../../scripts/measure/spread';
import { drawTable } from '../../scripts/measure/table';
import { listVerbless, measureTree, type MeasuredTree } from '../../scripts/measure/tree';
import { beginsWithVerb } from '../../scripts/measure/verbs';
import { readTree } from '../../scripts/measureSource';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'measure-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function measure(sources: Record<string, string>): MeasuredTree {
	for (const [name, text] of Object.entries(sources)) {
		const path = join(folder, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}
	return measureTree({ name: 'tree', folders: [folder] });
}

const measureFunctions = (text: string) => measure({ 'a.ts': text }).functions;

describe('the sources of a tree', () => {
	it('should leave out tests, types and what was built or installed', () => {
		const tree = measure({
			'a.ts': 'export const a = 1;\n\n',
			'deep/b.ts': '',
			'c.test.ts': '',
			'd.d.ts': '',
			'e.js': '',
			'dist/f.ts': '',
			'node_modules/g/g.ts': '',
			'__tests__/h.ts': '',
		});
		const found = tree.files.map(({ path, lines }) => [basename(path), lines]);
		expect(found.sort()).toEqual([
			['a.ts', 2],
			['b.ts', 0],
		]);
	});

	it('should be refused where there are none', () => {
		expect(() => measure({})).toThrow('holds no TypeScript source');
		expect(() => measureTree({ name: 'x', folders: [join(folder, 'x')] })).toThrow(
			'There is no folder',
		);
	});

	it.each([
		['nodes', 'one', { name: undefined, folders: ['nodes'] }],
		['ours=lib,nodes', 'named', { name: 'ours', folders: ['lib', 'nodes'] }],
		['../cache/src', 'after its project', { name: 'cache', folders: ['../cache/src'] }],
	])('should be read from %s: %s', (argument, _, { name, folders }) => {
		const tree = readTree(argument);
		expect(tree.folders).toEqual(folders);
		if (name !== undefined) expect(tree.name).toBe(name);
	});
});

describe('imports', () => {
	const loop = { 'a.ts': `import './b.js';`, 'b.ts': `import { c } from './c';` };

	it('should be a cycle where files reach each other', () => {
		const tree = measure({ ...loop, 'c.ts': `export { a } from './a';`, 'd.ts': `import './a';` });
		const names = tree.cycles.values.map((group) => group.map((path) => basename(path)).sort());
		expect(names).toEqual([['a.ts', 'b.ts', 'c.ts']]);
	});

	it('should be no cycle in a chain', () => {
		expect(measure({ ...loop, 'c.ts': '' }).cycles).toEqual({ all: [], values: [] });
	});

	it('should be a cycle of types alone where one link vanishes', () => {
		const tree = measure({ ...loop, 'c.ts': `import type { A } from './a';` });
		expect([tree.cycles.all.length, tree.cycles.values.length]).toEqual([1, 0]);
	});

	it('should count each own file once, and no package', () => {
		const tree = measure({
			'a.ts': `import { b } from './b'; import type { B } from './b'; import './in'; import 'c';`,
			'b.ts': '',
			'in/index.ts': `await import('../b');`,
			'c.ts': '',
		});
		const counts = tree.files.map(({ path, imports }) => [basename(path), imports]);
		expect(Object.fromEntries(counts)).toEqual({ 'a.ts': 2, 'b.ts': 0, 'c.ts': 0, 'index.ts': 1 });
	});
});

describe('a function', () => {
	it('should have its lines and parameters', () => {
		const found = measureFunctions('const add = (a: number, b: number) =>\n\ta + b;\nadd(1, 2);');
		expect(found).toMatchObject([{ name: 'add', line: 1, lines: 2, parameters: 2, nesting: 0 }]);
	});

	it.each([
		['if (a) b();', 1],
		['if (a) b(); else if (c) d(); else e();', 1],
		['for (const a of b) { if (a) { try { c(); } catch { d(); } } }', 3],
		['a.map((b) => b.c);', 0],
		['a.forEach((b) => { while (b) c(); });', 2],
	])('should nest %s %i deep', (body, depth) => {
		expect(measureFunctions(`function run() { ${body} }`)[0]?.nesting).toBe(depth);
	});

	it('should count if it is named, and in the share of verbs if its name was chosen', () => {
		const tree = measure({
			'a.ts': `
				class A {
					constructor() {}
					get size() { return 1; }
					load() { return [1].map((one) => one); }
					#price = () => 1;
				}
				const table = { row: () => 1 };
				declare function ambient(): void;`,
		});
		const names = tree.functions.map(({ name }) => name);
		expect(names).toEqual(['constructor', 'size', 'load', 'price']);
		expect(tree.chosenNames.map(({ name }) => name)).toEqual(['load', 'price']);
		expect(listVerbless(tree).map(({ name }) => name)).toEqual(['price']);
	});

	it('should tell whether it is exported and has a docstring', () => {
		const found = measureFunctions(`
			/** Told. */
			export const tell = () => 1;
			// No docstring.
			export function keep() {}
			/** Own. */
			function own() {}
			function late() {}
			export { late };`);
		const facts = found.map(({ name, isExported, hasDocstring }) => [
			name,
			isExported,
			hasDocstring,
		]);
		expect(facts).toEqual([
			['tell', true, true],
			['keep', true, false],
			['own', false, true],
			['late', true, false],
		]);
	});
});

describe('a name', () => {
	it.each(['readPage', 'open', 'isOpen', 'toYen', 'onClose', 'read_all'])(
		'should begin with a verb: %s',
		(name) => expect(beginsWithVerb(name)).toBe(true),
	);

	it.each(['priceOf', 'countOf', 'island', 'token', 'newItem', ''])(
		'should begin with no verb: %s',
		(name) => expect(beginsWithVerb(name)).toBe(false),
	);
});

describe('comments', () => {
	it('should count their lines and the words of their sentences', () => {
		const { comments } = measure({
			'a.ts': `/**
 * One two three. Four five.
 *
 * Six
 * @throws Error seven eight
 */
const text = '// no comment'; // Nine ten
// goes on.
// eslint-disable-next-line no-console
`,
		});
		expect(comments).toEqual({ lines: 9, sentences: [3, 2, 1, 4, 4] });
	});

	it('should not be seen inside a template or a pattern', () => {
		const { comments } = measure({ 'a.ts': 'const a = `/* ${1} // x`, b = /\\/\\/ y/;' });
		expect(comments.lines).toBe(0);
	});
});

describe('the table', () => {
	it('should summarise by nearest rank', () => {
		expect(summarise([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ median: 5, p90: 9, largest: 10 });
		expect(summarise([])).toEqual({ median: 0, p90: 0, largest: 0 });
	});

	it('should have a column for each tree, and no share of nothing', () => {
		const tree = measure({
			'a.ts': '/** Adds. */\nexport const add = () => 1;\nconst price = () => 2;',
		});
		const empty = { ...tree, name: 'empty', functions: [], chosenNames: [] };
		const rows = drawTable([tree, empty])
			.split('\n')
			.map((row) => row.split('|').map((cell) => cell.trim()));
		const shown = Object.fromEntries(rows.map(([, title, , ...cells]) => [title, cells]));
		expect(shown).toMatchObject({
			measure: ['tree', 'empty', ''],
			files: ['1', '1', ''],
			'names that begin with a verb': ['50%', '---', ''],
			'exported functions with a docstring': ['100%', '---', ''],
			'lines with a comment': ['33%', '33%', ''],
		});
	});

	it('should name the places that miss a goal', () => {
		const tree = measure({
			'a.ts': `export const put = (a, b, c, d, e) => a;\n\nconst price = () => 1;`,
		});
		const places = listMisses(tree).map((miss) => miss.replace(/^.*\//, ''));
		expect(places).toEqual(['a.ts:1 put: 5 parameters', 'a.ts:3 price: no verb']);
	});
});
