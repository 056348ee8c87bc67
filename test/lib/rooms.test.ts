import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Which room may import which: the house's map, held to by reading the imports. */

const root = resolve(__dirname, '../..');

const all = [
	'lib/listing',
	'lib/stores',
	'lib/spApi',
	'lib/baseShop',
	'lib/cache',
	'lib/ledger',
	'lib/changes',
	'lib/shop',
	'lib/quota',
	'lib/report',
	'lib/health',
	'lib/legacy',
	'lib/orders',
	'lib/freshness',
	'lib/findings',
];

const mayImport: Record<string, string[]> = {
	'lib/listing': [],
	'lib/stores': ['lib/listing'],
	'lib/quota': ['lib/listing'],
	'lib/freshness': ['lib/listing'],
	'lib/findings': ['lib/listing'],
	'lib/spApi': ['lib/listing', 'lib/quota', 'lib/findings'],
	// Orders are told and judged alike whichever shop they come from.
	'lib/orders': ['lib/listing'],
	'lib/baseShop': ['lib/listing', 'lib/shop', 'lib/orders', 'lib/findings'],
	'lib/cache': ['lib/listing', 'lib/stores'],
	'lib/ledger': ['lib/listing', 'lib/stores', 'lib/orders', 'lib/freshness', 'lib/findings'],
	'lib/changes': ['lib/listing'],
	'lib/shop': [
		...['lib/listing', 'lib/cache', 'lib/ledger', 'lib/changes', 'lib/health', 'lib/orders'],
		...['lib/findings', 'lib/freshness'],
	],
	'lib/report': [
		...['lib/listing', 'lib/ledger', 'lib/changes', 'lib/shop', 'lib/health', 'lib/orders'],
		...['lib/findings', 'lib/freshness'],
	],
	'lib/health': ['lib/listing', 'lib/ledger', 'lib/changes'],
	// The old tool left files, which are read with the care of the stores.
	'lib/legacy': ['lib/listing', 'lib/cache', 'lib/stores'],
	'lib/n8n': all,
};

const files = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

const importsOf = (file: string): string[] =>
	[...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\() ?'([^']+)'/g)].map(
		(match) => match[1] ?? '',
	);

const roomOf = (file: string, imported: string): string =>
	relative(root, resolve(root, dirname(file), imported))
		.split('/')
		.slice(0, 2)
		.join('/');

describe("the house's map", () => {
	it('should show every room', () => {
		expect(
			readdirSync(join(root, 'lib'))
				.map((name) => `lib/${name}`)
				.sort(),
		).toEqual(Object.keys(mayImport).sort());
	});

	it('should have no folder of more than 14 files', () => {
		const counts = new Map<string, number>();
		for (const file of [...files('lib'), ...files('nodes')]) {
			counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
		}
		const crowded = [...counts].flatMap(([folder, count]) => (count > 14 ? [folder] : []));
		expect(crowded).toEqual([]);
	});

	it('should have no file that imports itself by way of others', () => {
		const all = [...files('lib'), ...files('nodes')];
		const known = new Set(all);
		const next = new Map(
			all.map((file) => [
				file,
				importsOf(file)
					.map((imported) => `${join(dirname(file), imported)}.ts`)
					.filter((target) => known.has(target)),
			]),
		);
		const done = new Set<string>();
		const findCycle = (file: string, path: readonly string[]): readonly string[] | null => {
			if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
			if (done.has(file)) return null;
			for (const target of next.get(file)!) {
				const cycle = findCycle(target, [...path, file]);
				if (cycle) return cycle;
			}
			done.add(file);
			return null;
		};
		expect(all.map((file) => findCycle(file, [])).find((cycle) => cycle !== null)).toBeUndefined();
	});

	it('should have no file of more than 350 lines', () => {
		const long = [...files('lib'), ...files('nodes')].filter(
			(file) => readFileSync(join(root, file), 'utf8').split('\n').length > 351,
		);
		expect(long).toEqual([]);
	});

	it('should have doors of at most 80 lines beside their descriptions and parameters', () => {
		const isDoor = (file: string) => !/description\.ts$|[pP]arameters/.test(file);
		const long = files('nodes')
			.filter(isDoor)
			.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 81);
		expect(long).toEqual([]);
	});

	it('should read the parts of an item by their types, without a cast', () => {
		const casting = [...files('lib/n8n'), ...files('nodes')].filter((file) =>
			readFileSync(join(root, file), 'utf8').includes('as unknown as'),
		);
		expect(casting).toEqual([]);
	});

	it.each(Object.entries(mayImport))('%s should import only the rooms it may', (room, allowed) => {
		const strangers = files(room).flatMap((file) =>
			importsOf(file)
				.filter((imported) => imported.startsWith('.'))
				.map((imported) => roomOf(file, imported))
				.filter((target) => target !== room && !allowed.includes(target))
				.map((target) => `${file} -> ${target}`),
		);
		expect(files(room).length).toBeGreaterThan(0);
		expect(strangers).toEqual([]);
	});

	it("a shop's client should know no more of the shopkeeper than ports, limits and errors", () => {
		const strangers = files('lib/baseShop').flatMap((file) =>
			importsOf(file).filter(
				(imported) =>
					imported.includes('/shop/') && !/\/shop\/(ports|errors|shopLimits)$/.test(imported),
			),
		);
		expect(strangers).toEqual([]);
	});

	it('only the gate should write to a shop', () => {
		const writes =
			/\.(editItem|editVariationStock|editStock|addItem|editTexts|editCode|addImage|deleteImage|deleteItem)\(/;
		const writing = [...files('lib'), ...files('nodes')].filter((file) =>
			writes.test(readFileSync(join(root, file), 'utf8')),
		);
		expect(writing.length).toBeGreaterThan(0);
		const isGate = (file: string) => /^lib\/(shop\/gate|baseShop)\//.test(file);
		expect(writing.filter((file) => !isGate(file))).toEqual([]);
	});

	it('only the gate should delete: the item of a test, and what the owner named', () => {
		const deleting = [...files('lib'), ...files('nodes')].filter((file) =>
			/\.deleteItem\(|items\/delete['"`]/.test(readFileSync(join(root, file), 'utf8')),
		);
		expect(deleting).toEqual([
			'lib/baseShop/client.ts',
			'lib/shop/gate/deletion.ts',
			'lib/shop/gate/testItem.ts',
			'lib/shop/gate/records/notingClient.ts',
		]);
	});

	it('nodes should import the rooms, and no other node', () => {
		const strangers = files('nodes').flatMap((file) => {
			const own = file.split('/').slice(0, 2).join('/');
			return importsOf(file)
				.filter((imported) => imported.startsWith('.'))
				.map((imported) => roomOf(file, imported))
				.filter((target) => target !== own && !Object.hasOwn(mayImport, target))
				.map((target) => `${file} -> ${target}`);
		});
		expect(strangers).toEqual([]);
	});

	it('the simulator should share no code with what it stands against', () => {
		const strangers = files('simulator').flatMap((file) =>
			importsOf(file).filter((imported) => /\/(lib|nodes|credentials)\//.test(imported)),
		);
		expect(strangers).toEqual([]);
	});

	it('no room but lib/n8n should know n8n', () => {
		const rooms = Object.keys(mayImport).filter((room) => room !== 'lib/n8n');
		const knowing = rooms
			.flatMap(files)
			.filter((file) => importsOf(file).some((imported) => /^n8n-/.test(imported)));
		expect(knowing).toEqual([]);
	});
});
