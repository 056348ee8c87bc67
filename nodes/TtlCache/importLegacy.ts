import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { ShopData } from '../../lib/shop/shopData';
import { importLegacyFolder } from '../../lib/legacy/importFolder';
import { requireRunning } from '../../lib/n8n/cancel';
import { requireNamedFolder } from '../../lib/n8n/parameters/namedFolder';
import { importListings, importListingsProperties } from './importListings';
import type { Work } from './items';

const forImport = { show: { operation: ['importLegacy'] } };
const forFolder = { show: { operation: ['importLegacy'], legacySource: ['folder'] } };
const PROBLEMS_SHOWN = 5000;

export const importLegacyProperties: INodeProperties[] = [
	{
		displayName: 'What to Import',
		name: 'legacySource',
		type: 'options',
		options: [
			{
				name: 'Cache Folder',
				value: 'folder',
				description: '旧ツールのキャッシュフォルダーの価格、在庫、商品情報',
			},
			{
				name: 'Listings',
				value: 'listings',
				description:
					'旧ツールが非公開にした商品を、この同期が再公開できるようにします。listings テーブルの CSV を「Extract from File」で読み、その行を入力してください',
			},
		],
		default: 'folder',
		displayOptions: forImport,
		description: '取り込むもの',
	},
	{
		displayName: 'Legacy Folder',
		name: 'legacyFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '例: /data/inventory/data/cache/amazon_products',
		displayOptions: forFolder,
		description:
			'旧ツールのキャッシュフォルダー。読み取るだけで、中のファイルは変更しません。n8n から見え、N8N_RESTRICT_FILE_ACCESS_TO で許可されているパスを指定してください',
	},
	{
		displayName: 'Dry Run',
		name: 'importDryRun',
		type: 'boolean',
		default: true,
		displayOptions: forImport,
		description:
			'Whether to only count what would be imported (まずオンで実行し、件数を確認してからオフにしてください)',
	},
	{
		displayName: 'Legacy Time Zone',
		name: 'legacyTimeZone',
		type: 'string',
		default: 'Asia/Tokyo',
		displayOptions: forFolder,
		description:
			'旧ツールが動いていたマシンのタイムゾーン (旧ツールの日時には時差の情報がありません)',
	},
	...importListingsProperties,
];

export async function importLegacy(work: Work, data: ShopData): Promise<INodeExecutionData[][]> {
	const { context } = work;
	const isDryRun = context.getNodeParameter('importDryRun', 0, true) !== false;
	return context.getNodeParameter('legacySource', 0, 'folder') === 'listings'
		? await importListings(work, data, isDryRun)
		: await importFolder(work, data, isDryRun);
}

/** One item per kind of file, then one with what could not be used. */
async function importFolder(
	work: Work,
	data: ShopData,
	isDryRun: boolean,
): Promise<INodeExecutionData[][]> {
	const { context } = work;
	const given = String(context.getNodeParameter('legacyFolder', 0, '')).trim();
	if (given === '') {
		throw new NodeOperationError(context.getNode(), 'Legacy Folder を指定してください');
	}
	const allowed = async (folder: string) =>
		await requireNamedFolder(context, folder, 'Legacy Folder');
	const report = await importLegacyFolder(data.cache, {
		folder: await allowed(given),
		requireAllowed: allowed,
		zone: String(context.getNodeParameter('legacyTimeZone', 0, 'Asia/Tokyo')).trim(),
		isDryRun,
		now: work.now,
		checkpoint: () => requireRunning(context),
	});
	const lines = report.lines.map((line) => ({ dry_run: isDryRun, ...line }));
	const problems = {
		dry_run: isDryRun,
		kind: 'problems',
		label: '取り込めなかったもの',
		files: new Set(report.problems.map(({ file }) => file)).size,
		ignored: report.ignored,
		problems: report.problems.slice(0, PROBLEMS_SHOWN),
	};
	const pairedItem = work.items.map((_, item) => ({ item }));
	return [
		[...lines, problems].map((json) => ({ json: json as unknown as IDataObject, pairedItem })),
	];
}
