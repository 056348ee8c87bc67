import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { dataGroups, type DataGroup } from '../../../lib/cache/document';
import { defaultGroups, type TimeToLive } from '../../../lib/cache/freshness';
import type { Run } from '../../../lib/ledger/runs/run';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** For a canvas without a Run Guard before the node. */
const USUAL_HOURS = { price: 24, stock: 1 };
const USUAL_DAYS = 7;

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
		type: 'string',
		default: '',
		placeholder: '1.5',
		displayOptions: forAges,
		description: `価格を「新しい」とみなす時間。空なら、実行の間隔に合わせます (間隔が分からなければ ${USUAL_HOURS.price}時間)。0 なら常に古い扱いです。`,
	},
	{
		displayName: 'Stock TTL (Hours)',
		name: 'stockTtlHours',
		type: 'string',
		default: '',
		placeholder: '1.5',
		displayOptions: forAges,
		description: `在庫を「新しい」とみなす時間。空なら、実行の間隔に合わせます (間隔が分からなければ ${USUAL_HOURS.stock}時間)。0 なら常に古い扱いです。`,
	},
	{
		displayName: 'Basic Info TTL (Days)',
		name: 'basicInfoTtlDays',
		type: 'string',
		default: '',
		placeholder: '7',
		displayOptions: forAges,
		description: `商品名や画像などの基本情報を「新しい」とみなす日数。空なら、実行の間隔に合わせます (間隔が分からなければ ${USUAL_DAYS}日)。0 なら常に古い扱いです。`,
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
				displayName: 'Leave Out Texts',
				name: 'leaveOutTexts',
				type: 'boolean',
				default: false,
				description:
					'Whether to leave the description, bullet points, category and images out of the cached data: 価格と在庫だけを扱うループで、n8nに残る実行の記録を小さくします',
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
	/** The cached data comes without what only texts are made of. */
	leaveOutTexts: boolean;
	/** ASINs; 0 is all. */
	limit: number;
	split: boolean;
}

/**
 * Reads how long each kind of data counts as fresh. What is left empty follows the interval of the run.
 * @param run undefined without a Run Guard before the node
 * @throws Error if a value is not a number
 */
export function readTtl(
	context: IExecuteFunctions,
	run: Pick<Run, 'fresh_for_ms'> | undefined,
): TimeToLive {
	const read = (name: string, label: string, unitMs: number, usualMs: number): number => {
		const text = String(context.getNodeParameter(name, 0, '') ?? '')
			.normalize('NFKC')
			.trim();
		if (text === '') return run?.fresh_for_ms ?? usualMs;
		const value = Number(text);
		if (value >= 0) return value * unitMs;
		throw new Error(`${label} は 0 以上の数にするか、空にしてください (今の値: ${text})。`);
	};
	const { price, stock } = USUAL_HOURS;
	return {
		priceMs: read('priceTtlHours', 'Price TTL (Hours)', HOUR_MS, price * HOUR_MS),
		stockMs: read('stockTtlHours', 'Stock TTL (Hours)', HOUR_MS, stock * HOUR_MS),
		basicInfoMs: read('basicInfoTtlDays', 'Basic Info TTL (Days)', DAY_MS, USUAL_DAYS * DAY_MS),
	};
}

export function readOptions(context: IExecuteFunctions): ReadOptions {
	const given = context.getNodeParameter('readOptions', 0, {}) as Partial<ReadOptions>;
	return {
		agesOnly: given.agesOnly === true,
		keepOrder: given.keepOrder === true,
		leaveOutTexts: given.leaveOutTexts === true,
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
