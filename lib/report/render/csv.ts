import { forCsv } from './inert';
import type { RunItem } from '../summary';

const columns: ReadonlyArray<[string, (item: RunItem) => string | number | boolean | null]> = [
	['asin', (item) => item.asin],
	['account', (item) => item.account],
	['item_id', (item) => item.item_id],
	['title', (item) => item.title],
	['offer_status', (item) => item.offer_status],
	['amazon_old_price', (item) => item.change?.old_price ?? null],
	['amazon_price', (item) => item.offer_price],
	['base_price_before', (item) => item.shop_price],
	['base_price_after', (item) => item.result?.edits.price ?? null],
	['base_visible_after', (item) => item.result?.edits.visible ?? null],
	['floor', (item) => item.decision?.floor ?? null],
	['action', (item) => item.result?.action ?? null],
	['held', (item) => item.decision?.held ?? null],
	['error', (item) => item.result?.error ?? null],
	['why', (item) => item.decision?.why.join(' / ') ?? null],
];

/** Excel recognises UTF-8 only with this mark at the start. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Renders one row for each item with news. */
export function renderCsv(items: readonly RunItem[]): string {
	const rows = items.map((item) => columns.map(([, valueOf]) => forCsv(valueOf(item))).join(','));
	return `${BYTE_ORDER_MARK}${columns.map(([name]) => name).join(',')}\r\n${rows.map((row) => `${row}\r\n`).join('')}`;
}
