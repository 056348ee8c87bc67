import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { DraftRules } from '../../../lib/shop/newItems/draftListing';
import { readAsinList } from '../../../lib/listing/codes/asinList';
import { wordOptions, readWordRules, wordsIn, type WordOptions } from './wordParameters';

const forCreate = { show: { operation: ['create'] } };

export const createParameters: INodeProperties[] = [
	{
		displayName: 'Stock',
		name: 'stock',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		displayOptions: forCreate,
		description: '登録する在庫数',
	},
	{
		displayName: 'Blocked ASINs',
		name: 'blockedAsins',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'B0006L0120 B000000001',
		displayOptions: forCreate,
		description: '出品しないASIN、または商品ページのURL。空白・カンマ・改行で区切ります。',
	},
	{
		displayName: 'Refused Words',
		name: 'refusedWords',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: '医薬品\n電子たばこ',
		displayOptions: forCreate,
		description:
			'商品名・ブランド・説明にこの言葉がある商品は登録しません。1行に1つ、またはカンマで区切ります。',
	},
];

/** Options that are seldom changed, below the store's fields. */
export const createOptionParameters: INodeProperties[] = [
	{
		displayName: 'Create Options',
		name: 'createOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: forCreate,
		options: [
			...wordOptions,
			{
				displayName: 'Identifier Pattern',
				name: 'pattern',
				type: 'string',
				default: '',
				placeholder: '^shop-([A-Z0-9]{10})$',
				description:
					'出品済みの商品の商品コードが独自の形式のときの正規表現 (BASE Listings と同じもの)',
			},
			{
				displayName: 'Maximum Answer Age (Hours)',
				name: 'maximumAnswerAgeHours',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 1 },
				default: 3,
				description: '登録に必要な、Amazonで価格を確認してからの時間の上限',
			},
		],
	},
];

interface CreateOptions extends WordOptions {
	pattern?: string;
	maximumAnswerAgeHours?: number;
}

/** @throws Error that names a malformed ASIN: a typo must not let a blocked item be listed. */
export function readDraftRules(
	context: IExecuteFunctions,
	now: number,
): Omit<DraftRules, 'blocked'> {
	const options = readCreateOptions(context);
	const text = (name: string) => String(context.getNodeParameter(name, 0, '') ?? '');
	return {
		stock: requireStock(context.getNodeParameter('stock', 0, 1)),
		refusedWords: wordsIn(text('refusedWords')),
		blockedAsins: new Set(blockedIn(text('blockedAsins'))),
		...readWordRules(options),
		maximumAnswerAgeMs: (options.maximumAnswerAgeHours ?? 3) * 3_600_000,
		now,
	};
}

export const readCreateOptions = (context: IExecuteFunctions): CreateOptions =>
	context.getNodeParameter('createOptions', 0, {}) as CreateOptions;

const blockedIn = (text: string): string[] =>
	readAsinList(text).map(({ asin, given }) => {
		if (asin !== null) return asin;
		throw new Error(
			`Blocked ASINs の「${given}」はASINの形式 (英大文字と数字の10文字) ではありません。`,
		);
	});

function requireStock(value: unknown): number {
	if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
	throw new Error(`Stock「${String(value)}」は1以上の整数で入れてください。`);
}
