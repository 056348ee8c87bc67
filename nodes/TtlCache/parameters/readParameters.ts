import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { dataGroups, type DataGroup } from '../../../lib/cache/document';
import { defaultGroups, type TimeToLive } from '../../../lib/cache/freshness';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

const forAges = { show: { operation: ['read', 'statistics'] } };
const forRead = { show: { operation: ['read'] } };

export const readProperties: INodeProperties[] = [
	{
		displayName: 'Needed Data',
		name: 'neededData',
		type: 'multiOptions',
		options: [
			{ name: 'Basic Info', value: 'basic_info', description: '商品名、説明、ブランド、画像' },
			{ name: 'Price', value: 'price', description: '価格' },
			{ name: 'Stock', value: 'stock', description: '在庫の有無' },
		],
		default: ['price', 'stock'],
		displayOptions: forRead,
		description: '古い順の並べ替えと Stale / Fresh の振り分けで見るデータ',
	},
	{
		displayName: 'Price TTL (Hours)',
		name: 'priceTtlHours',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 24,
		displayOptions: forAges,
		description:
			'価格を「新しい」とみなす時間。定期実行では実行間隔より短くしてください (0 なら常に古い扱い)',
	},
	{
		displayName: 'Stock TTL (Hours)',
		name: 'stockTtlHours',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 1,
		displayOptions: forAges,
		description: '在庫を「新しい」とみなす時間',
	},
	{
		displayName: 'Basic Info TTL (Days)',
		name: 'basicInfoTtlDays',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 7,
		displayOptions: forAges,
		description: '商品名や画像などの基本情報を「新しい」とみなす日数',
	},
];

/** Options that are seldom needed, below the store's fields. */
export const readOptionProperties: INodeProperties[] = [
	{
		displayName: 'Options',
		name: 'readOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: forRead,
		options: [
			{
				displayName: 'Ages Only',
				name: 'agesOnly',
				type: 'boolean',
				default: false,
				description:
					'Whether to add only freshness, without the cached data (順番だけを決めたい時に速くなります)',
			},
			{
				displayName: 'Keep Input Order',
				name: 'keepOrder',
				type: 'boolean',
				default: false,
				description: 'Whether to keep the order of the input (オフなら古い順)',
			},
			{
				displayName: 'Limit (ASINs)',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: '古い方からこの数の ASIN だけを出力します (0 なら全部)',
			},
			{
				displayName: 'Split Stale and Fresh',
				name: 'split',
				type: 'boolean',
				default: false,
				description:
					'Whether to use two outputs, Stale and Fresh (ループの中では使わないでください)',
			},
		],
	},
];

export interface ReadOptions {
	agesOnly: boolean;
	keepOrder: boolean;
	/** ASINs; 0 is all. */
	limit: number;
	split: boolean;
}

export function readTtl(context: IExecuteFunctions): TimeToLive {
	const number = (name: string) => Number(context.getNodeParameter(name, 0));
	return {
		priceMs: number('priceTtlHours') * HOUR_MS,
		stockMs: number('stockTtlHours') * HOUR_MS,
		basicInfoMs: number('basicInfoTtlDays') * DAY_MS,
	};
}

export function readOptions(context: IExecuteFunctions): ReadOptions {
	const given = context.getNodeParameter('readOptions', 0, {}) as Partial<ReadOptions>;
	return {
		agesOnly: given.agesOnly === true,
		keepOrder: given.keepOrder === true,
		limit: Math.max(0, Math.floor(Number(given.limit ?? 0)) || 0),
		split: given.split === true,
	};
}

/** If none is chosen, the usual groups apply: price and stock. */
export function readNeededData(context: IExecuteFunctions): readonly DataGroup[] {
	const chosen = context.getNodeParameter('neededData', 0, []) as string[];
	const groups = dataGroups.filter((group) => chosen.includes(group));
	return groups.length === 0 ? defaultGroups : groups;
}
