import type { ProfitSum } from '../../../orders/profit';
import type { ShopProfit } from '../../../shop/lists/findProfits';
import { formatTime } from '../../formatTime';
import { BYTE_ORDER_MARK } from '../../render/csv';
import { forCsv } from '../../render/inert';
import { profitColumns } from './profitColumns';

/** The days, or the items. */
export type ProfitView = 'days' | 'items';

const header = ['期間', '商品ID', '商品', ...profitColumns.map(({ name }) => name)];

const ALL_ITEMS = 'すべての商品';

/**
 * Renders the days, or the items, as a table with the same columns. Figures that are not known are empty cells.
 * @param now milliseconds since 1970: the end of the 90 days
 */
export function renderProfitCsv(profit: ShopProfit | null, by: ProfitView, now: number): string {
	const rows = profit === null ? [] : by === 'days' ? listDays(profit) : listItems(profit, now);
	const lines = [header, ...rows].map((cells) => cells.map(forCsv).join(','));
	return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
}

type Row = Array<string | number | null>;

const listDays = ({ days }: ShopProfit): Row[] =>
	days.map(({ at, sum }) => [formatDate(at), null, ALL_ITEMS, ...figuresOf(sum)]);

function listItems({ from, items }: ShopProfit, now: number): Row[] {
	const period = `${formatDate(from)}〜${formatDate(now)}`;
	return items.map(({ item_id, title, sum }) => [period, item_id, title, ...figuresOf(sum)]);
}

const figuresOf = (sum: ProfitSum): Row => profitColumns.map(({ valueOf }) => valueOf(sum));

/** `2026-11-24`, in Japan. */
export const formatDate = (at: number): string => formatTime(at).slice(0, 10);
