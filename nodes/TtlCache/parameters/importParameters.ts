import type { INodeProperties } from 'n8n-workflow';

const forImport = { show: { operation: ['importLegacy'] } };
const forFolder = { show: { operation: ['importLegacy'], legacySource: ['folder'] } };

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
	{
		displayName: 'Account Names',
		name: 'accountNames',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'base_account_1=メインショップ',
		displayOptions: { show: { operation: ['importLegacy'], legacySource: ['listings'] } },
		description:
			'旧ツールの account_id と、このワークフローでのショップ名の対応 (1 行に 1 つ、「account_id=ショップ名」)',
	},
];
