import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runWorkflow, useTemporaryUserFolder, type EngineRun } from '../support/n8nEngine';
import { shippedWorkflow } from '../support/shopWorld';

const userFolder = useTemporaryUserFolder();
const legacyFolder = join(userFolder, 'inventory', 'data', 'cache', 'amazon_products');
process.env.N8N_RESTRICT_FILE_ACCESS_TO = join(userFolder, 'inventory');
const cacheFolder = join(userFolder, '.n8n', 'amazon-base-sync', 'imported');

const run = async (settings: Record<string, unknown>): Promise<EngineRun> =>
	await runWorkflow(
		shippedWorkflow('import-legacy-cache.json', {
			legacy_folder: legacyFolder,
			cache_name: 'imported',
			...settings,
		}),
		{ credentials: {} },
	);

const put = (name: string, content: object | string): void =>
	writeFileSync(
		join(legacyFolder, name),
		typeof content === 'string' ? content : JSON.stringify(content),
	);

const documents = (): string[] => readdirSync(cacheFolder).filter((name) => name.endsWith('.json'));

const documentOf = (asin: string): unknown =>
	JSON.parse(readFileSync(join(cacheFolder, `${asin}.json`), 'utf8'));

const legacyTexts = (): string[] =>
	readdirSync(legacyFolder).map((name) => readFileSync(join(legacyFolder, name), 'utf8'));

/** The table as a person sees it: by kind, [files, imported, unchanged, failed]. */
const tableOf = (result: EngineRun): Record<string, unknown> =>
	Object.fromEntries(
		result
			.output('取り込みの結果')
			.map((row) => [
				row['種類'],
				[row['ファイル数'], row['取り込み'], row['変更なし'], row['失敗']],
			]),
	);

const untrusted = '2025-11-21 以前の「在庫なし」(取得エラーの可能性があるため不明として扱う)';

describe('import-legacy-cache.json', () => {
	let before: string[];

	beforeAll(() => {
		mkdirSync(legacyFolder, { recursive: true });
		put('B000000001.json', {
			price: 1358.0,
			in_stock: true,
			currency: 'JPY',
			cached_at: '2025-11-24T14:46:56.703054',
		});
		put('B000000002.json', { price: null, in_stock: false, cached_at: '2025-11-21T13:57:49' });
		put('B000000003.json', {
			title_ja: '箸',
			images: [],
			amazon_price_jpy: null,
			amazon_in_stock: false,
			basic_info_updated_at: '2025-11-26T09:00:00',
			price_updated_at: '2025-11-26T09:00:00',
		});
		put('B000000004.json', '{');
		put('metadata.json', { total_cached: 4 });
		before = legacyTexts();
	});

	it('should only count as it comes, with dry run on', async () => {
		const result = await run({});

		expect(result.error).toBeUndefined();
		expect(tableOf(result)).toEqual({
			価格あり: [1, 1, 0, 0],
			[untrusted]: [1, 0, 1, 0],
			商品情報のみ: [1, 1, 0, 0],
			読めないファイル: [1, 0, 0, 0],
		});
		expect(result.output('取り込みの結果')[0]).toMatchObject({
			試し実行: true,
			うち価格: 1,
			うち在庫: 1,
			うち商品情報: 0,
		});
		expect(result.output('読めなかったファイル')).toEqual([
			{
				試し実行: true,
				ファイル数: expect.any(Number) as number,
				対象外のファイル数: 1,
				一覧: expect.stringMatching(/^B000000004\.json … .*壊れた JSON/m) as string,
			},
		]);
		expect(documents()).toEqual([]);
	});

	it('should bring the data over with its age once dry run is off', async () => {
		const result = await run({ dry_run: false });

		expect(result.error).toBeUndefined();
		expect(tableOf(result)).toMatchObject({ 価格あり: [1, 1, 0, 0], 商品情報のみ: [1, 1, 0, 0] });
		expect(documents().sort()).toEqual(['B000000001.json', 'B000000003.json']);
		expect(documentOf('B000000001')).toMatchObject({
			price: 1358,
			in_stock: true,
			price_updated_at: '2025-11-24T14:46:56.703+09:00',
			stock_updated_at: '2025-11-24T14:46:56.703+09:00',
		});
		expect(documentOf('B000000003')).toMatchObject({
			title_ja: '箸',
			basic_info_updated_at: '2025-11-26T09:00:00.000+09:00',
		});
		expect(documentOf('B000000003')).not.toHaveProperty('price');
	});

	it('should change nothing when it is run again, and never the old folder', async () => {
		const first = documents().map((name) => readFileSync(join(cacheFolder, name), 'utf8'));

		const result = await run({ dry_run: false });

		expect(tableOf(result)).toEqual({
			価格あり: [1, 0, 1, 0],
			[untrusted]: [1, 0, 1, 0],
			商品情報のみ: [1, 0, 1, 0],
			読めないファイル: [1, 0, 0, 0],
		});
		expect(documents().map((name) => readFileSync(join(cacheFolder, name), 'utf8'))).toEqual(first);
		expect(legacyTexts()).toEqual(before);
	});

	it('should say what is missing where no folder was filled in', async () => {
		const result = await run({ legacy_folder: '' });

		expect(result.status).toBe('error');
		expect(result.lastNode).toBe('旧キャッシュを取り込む');
		expect(result.error).toContain('Legacy Folder を指定してください');
	});

	it('should name a folder that is not there', async () => {
		const result = await run({ legacy_folder: join(userFolder, 'inventory', 'nowhere') });

		expect(result.status).toBe('error');
		expect(result.error).toBe(
			`旧ツールのフォルダーを使えません: ${join(userFolder, 'inventory', 'nowhere')} … そのフォルダーはありません。n8n から見えるパスを指定してください。`,
		);
	});
});
