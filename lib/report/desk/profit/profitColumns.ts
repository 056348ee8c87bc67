import { profitOf } from '../../../orders/lineFigures';
import type { ProfitSum } from '../../../orders/profit';

/** A figure of a day or of an item, on the page and in the file alike. */
export interface ProfitColumn {
	/** In the file. */
	name: string;
	/** On the page, where ten columns stand side by side. */
	short: string;
	unit: '円' | '個' | '件';
	/** null = not known: no line of it has a known cost. */
	valueOf: (sum: ProfitSum) => number | null;
}

const known =
	(valueOf: (sum: ProfitSum) => number) =>
	(sum: ProfitSum): number | null =>
		sum.lines === 0 ? null : valueOf(sum);

/** The first seven are of lines whose cost is known: an unknown cost is never counted as 0 yen. */
export const profitColumns: readonly ProfitColumn[] = [
	{ name: '明細', short: '明細', unit: '件', valueOf: ({ lines }) => lines },
	{ name: '個数', short: '個数', unit: '個', valueOf: ({ units }) => units },
	{ name: '売上', short: '売上', unit: '円', valueOf: known(({ sales }) => sales) },
	{ name: '仕入値 (見込み)', short: '仕入値', unit: '円', valueOf: known(({ cost }) => cost) },
	{ name: 'BASEの手数料', short: '手数料', unit: '円', valueOf: known(({ fees }) => fees) },
	{
		name: '送料・費用',
		short: '送料・費用',
		unit: '円',
		valueOf: known(({ expenses }) => expenses),
	},
	{ name: '利益 (見込み)', short: '利益', unit: '円', valueOf: known(profitOf) },
	{
		name: '仕入値不明の明細',
		short: '仕入値不明',
		unit: '件',
		valueOf: ({ unknownLines }) => unknownLines,
	},
	{
		name: '仕入値不明の売上',
		short: '不明の売上',
		unit: '円',
		valueOf: ({ unknownSales }) => unknownSales,
	},
	{
		name: 'キャンセルの明細',
		short: 'キャンセル',
		unit: '件',
		valueOf: ({ cancelledLines }) => cancelledLines,
	},
];
