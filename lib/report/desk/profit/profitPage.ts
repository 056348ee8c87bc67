import { formatCount, formatYen } from '../../../listing/money';
import { profitOf } from '../../../orders/lineFigures';
import type { ProfitSum } from '../../../orders/profit';
import type { ItemProfit, ShopProfit } from '../../../shop/lists/findProfits';
import { formatMoment } from '../../formatTime';
import { renderTable, renderTiles, type Cell, type Tile } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';
import { addressOf, renderDesk, type DeskView } from '../deskShell';
import { profitColumns } from './profitColumns';
import { formatDate, type ProfitView } from './profitCsv';

const MOST_ITEMS = 100;

/** The part of the profits that a page shows. */
export interface ProfitPart {
	by: ProfitView;
	/** Number of the first item, from 0. */
	from: number;
	/** Milliseconds since 1970. */
	now: number;
}

/** Renders what the orders leave, by day or by item. @param profit null in a shop whose orders nobody reads */
export function renderProfitPage(
	profit: ShopProfit | null,
	view: DeskView,
	part: ProfitPart,
): string {
	return renderDesk('利益の見込み', 'lists', view, [
		...(profit === null ? [renderUnknown()] : renderProfit(profit, view.account, part)),
		markup`<p><a class="button" href="${addressOf(view.account, 'sellers')}">売れ筋を見る</a> <a class="button" href="${addressOf(view.account, 'lists')}">一覧へ戻る</a></p>`,
	]);
}

const renderUnknown = (): Html =>
	markup`<section class="card"><p>まだ分かりません。<code>order-watch.json</code> (注文のお知らせ) を動かすと、読んだ注文から数えはじめます。</p></section>`;

function renderProfit(profit: ShopProfit, account: string, part: ProfitPart): Html[] {
	const { by, now } = part;
	const body = by === 'days' ? renderDays(profit) : renderItems(profit, account, part);
	const period = `${formatDate(profit.from)}〜${formatDate(now)} の注文`;
	return [
		renderTabs(by, account),
		markup`<section class="card"><h2>${period}</h2><p class="note">どれも見込みです。明細は、注文の中の1行です。仕入値は、注文を最初に調べたときのAmazonの価格 (送料込み) で、実際に買った価格ではありません。手数料・送料・費用は、そのときのルールで計算します。購入者が払う送料、クーポン、Amazonのポイントは入りません。入金待ちの注文も数えます。仕入値不明は、Amazonの商品でない、買えなかった、などで仕入値の分からない明細です。</p><small>${`${formatMoment(profit.since)} から数えています。`}</small></section>`,
		renderTiles(listTotals(profit.total)),
		body,
		markup`<p><a class="button" href="${addressOf(account, 'profit_csv', { by })}">この表をダウンロード (CSV)</a></p>`,
	];
}

function renderTabs(open: ProfitView, account: string): Html {
	const tabs = (['days', 'items'] as const).map((by) => {
		const text = by === 'days' ? '日ごと' : '商品ごと';
		return by === open
			? markup`<a href="${addressOf(account, 'profit', { by })}" aria-current="page">${text}</a>`
			: markup`<a href="${addressOf(account, 'profit', { by })}">${text}</a>`;
	});
	return markup`<nav aria-label="利益の分けかた">${tabs}</nav>`;
}

/** Returns the totals; a shop without a known cost has no profit yet, not one of 0 yen. */
function listTotals(total: ProfitSum): Tile[] {
	const money = (yen: number) => (total.lines === 0 ? '—' : formatYen(yen));
	const profit = profitOf(total);
	return [
		{
			name: '売上',
			value: money(total.sales),
			note: `明細 ${formatCount(total.lines)}件・${formatCount(total.units)}個`,
		},
		{ name: '仕入値 (見込み)', value: money(total.cost), note: '注文のときのAmazonの価格' },
		{ name: 'BASEの手数料', value: money(total.fees) },
		{ name: '送料・費用', value: money(total.expenses) },
		{
			name: '利益 (見込み)',
			value: money(profit),
			note: describeShare(profit, total),
			...(total.lines === 0 ? {} : { tone: profit < 0 ? ('warn' as const) : ('good' as const) }),
		},
		{
			name: '仕入値不明の明細',
			value: `${formatCount(total.unknownLines)}件`,
			note:
				total.unknownLines === 0
					? ''
					: `売上 ${formatYen(total.unknownSales)}。利益を計算できないため、ほかの合計には入れません`,
			...(total.unknownLines === 0 ? {} : { tone: 'warn' as const }),
		},
		{
			name: 'キャンセル',
			value: `${formatCount(total.cancelledLines)}件`,
			note:
				total.cancelledLines === 0 ? '' : '数えたあとでキャンセルされた明細。合計から除きました',
		},
	];
}

const describeShare = (profit: number, { lines, sales }: ProfitSum): string =>
	lines === 0 || sales === 0 ? '' : `売上の ${Math.floor((profit * 100) / sales)}%`;

const NOTHING = markup`<p class="card">この90日に数えた注文は、まだありません。</p>`;

function renderDays({ days }: ShopProfit): Html {
	if (days.length === 0) return NOTHING;
	const rows = days.map(({ at, sum }) => [{ text: formatDate(at), isCode: true }, ...cellsOf(sum)]);
	return markup`<section class="card"><h2>日ごと (見込み)</h2><small>注文のあった日だけです。日は日本時間の0時で変わります。</small>${renderTable(['日付', ...names], rows)}</section>`;
}

function renderItems({ items }: ShopProfit, account: string, { from }: ProfitPart): Html {
	if (items.length === 0) return NOTHING;
	const start = from < items.length ? from : 0;
	const shown = items.slice(start, start + MOST_ITEMS);
	const rows = shown.map((item) => [{ text: linkItem(item, account) }, ...cellsOf(item.sum)]);
	const pages = [
		...(start > 0 ? [pageLink(account, Math.max(start - MOST_ITEMS, 0), '前へ')] : []),
		...(start + MOST_ITEMS < items.length ? [pageLink(account, start + MOST_ITEMS, '次へ')] : []),
	];
	const heading = `${formatCount(start + 1)}〜${formatCount(start + shown.length)}件目 / 全 ${formatCount(items.length)}件 (利益の多い順)`;
	return markup`<section class="card"><h2>商品ごと (見込み)</h2><small>${heading}</small>${renderTable(['商品', ...names], rows)}<p>${pages}</p></section>`;
}

const names = profitColumns.map(({ short }) => short);

const cellsOf = (sum: ProfitSum): Cell[] =>
	profitColumns.map(({ valueOf, unit }) => {
		const value = valueOf(sum);
		return { text: value === null ? '—' : `${formatCount(value)}${unit}`, isNumber: true };
	});

const linkItem = ({ item_id, title }: ItemProfit, account: string): Html =>
	markup`<span><a href="${addressOf(account, 'item', { id: String(item_id) })}">${title === '' ? '今の一覧にない商品' : title}</a> <code>${item_id}</code></span>`;

const pageLink = (account: string, from: number, text: string): Html =>
	markup`<a class="button" href="${addressOf(account, 'profit', { by: 'items', from: String(from) })}">${text}</a> `;
