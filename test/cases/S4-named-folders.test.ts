import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	inARow,
	itemsNode,
	runWorkflow,
	searchList,
	useTemporaryUserFolder,
} from '../support/n8nEngine';
import { temporaryFolder } from '../support/temporaryFolder';

/** n8n keeps its own file nodes to N8N_RESTRICT_FILE_ACCESS_TO, and out of its own folder. */

const PACKAGE = 'n8n-nodes-amazon-base-sync';
const REFUSED = 'n8n が許可していない場所';

const { folder: root, remove } = temporaryFolder();
const allowed = join(root, 'allowed');
const outside = join(root, 'outside');
const n8nFolder = join(useTemporaryUserFolder(), '.n8n');
process.env.N8N_RESTRICT_FILE_ACCESS_TO = allowed;

beforeAll(() => {
	mkdirSync(allowed);
	mkdirSync(outside);
	mkdirSync(join(n8nFolder, 'amazon-base-sync'), { recursive: true });
	symlinkSync(outside, join(allowed, 'link'));
	symlinkSync(outside, join(n8nFolder, 'amazon-base-sync', 'link'));
});
afterAll(() => remove());

const run = async (parameters: object) =>
	await runWorkflow(
		inARow(itemsNode([{}]), {
			name: 'it',
			type: `${PACKAGE}.ttlCache`,
			parameters: { operation: 'statistics', ...parameters },
		}),
		{ credentials: {}, startNode: 'items' },
	);

it.each([
	['outside', () => join(outside, 'new', 'store')],
	['beside, with the same beginning', () => `${allowed}-2`],
	['reached by a link', () => join(allowed, 'link', 'new')],
	['reached by going up', () => `${allowed}/../outside/new`],
	["in n8n's own folder", () => join(n8nFolder, 'new')],
	["by a link in the product's own folder", () => join(n8nFolder, 'amazon-base-sync/link/new')],
	["above the product's own folder", () => join(n8nFolder, 'amazon-base-sync', '..', 'new')],
])('should refuse a Folder %s, and make nothing there', async (_where, folder) => {
	const { error, status } = await run({ folder: folder() });
	expect(status).toBe('error');
	expect(error).toContain(`Folder「${folder()}」`);
	expect(error).toContain(REFUSED);
	expect(error).toContain('N8N_RESTRICT_FILE_ACCESS_TO');
	expect(existsSync(folder())).toBe(false);
});

it.each([
	['what n8n allows', () => join(allowed, 'new', 'store')],
	["the product's own folder", () => join(n8nFolder, 'amazon-base-sync', 'mine')],
])('should use a Folder in %s', async (_where, folder) => {
	expect((await run({ folder: folder() })).status).toBe('success');
	expect(existsSync(folder())).toBe(true);
});

it("should keep using the default folder below n8n's own", async () => {
	expect((await run({ cacheName: 'usual' })).status).toBe('success');
	expect(existsSync(join(n8nFolder, 'amazon-base-sync', 'usual'))).toBe(true);
});

describe('the legacy import', () => {
	const importing = { operation: 'importLegacy', legacySource: 'folder' };
	const file = (folder: string) => {
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, 'B000000001.json'), '{"price":1}');
	};

	it.each([
		['that is there', 'old'],
		['that is not there', 'nowhere'],
	])('should refuse a Legacy Folder outside %s', async (_what, name) => {
		file(join(outside, 'old'));
		const { error } = await run({ ...importing, legacyFolder: join(outside, name) });
		expect(error).toContain(`Legacy Folder「${join(outside, name)}」`);
		expect(error).toContain(REFUSED);
	});

	it('should refuse a link inside the Legacy Folder that leads outside', async () => {
		file(join(outside, 'amazon_products'));
		const given = join(allowed, 'inventory');
		mkdirSync(given);
		symlinkSync(join(outside, 'amazon_products'), join(given, 'amazon_products'));
		const { error } = await run({ ...importing, legacyFolder: given });
		expect(error).toContain(REFUSED);
	});

	it('should read a Legacy Folder that n8n allows', async () => {
		file(join(allowed, 'old'));
		const { status } = await run({ ...importing, legacyFolder: join(allowed, 'old') });
		expect(status).toBe('success');
	});
});

it('should show no list from a Folder that no run has been allowed', async () => {
	mkdirSync(join(outside, 'state', 'journal'), { recursive: true });
	const parameters = { operation: 'undo', folder: outside };
	await expect(
		searchList({ type: `${PACKAGE}.baseUpdate`, parameters }, 'searchRuns'),
	).rejects.toThrow('直接入力してください');
});

it('should be asked in one place by everything that opens a folder', () => {
	const openers = execFileSync('grep', [
		...['-rlE', 'openFileStore\\(|importLegacyFolder\\(|cacheFolder\\('],
		...['--include=*.ts', 'nodes', 'lib/n8n'],
	]);
	const files = openers.toString().trim().split('\n').sort();
	expect(files).toEqual(['lib/n8n/connections/openShopData.ts', 'nodes/TtlCache/importLegacy.ts']);
});
