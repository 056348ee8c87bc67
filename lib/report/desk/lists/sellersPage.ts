import { formatCount } from '../../../listing/money';
import type { Seller, Sellers } from '../../../shop/lists/findSellers';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf, renderDesk, type DeskView } from '../deskShell';
import { describeLastSale } from '../items/soldTiles';

/** Renders the items that sell best. @param sellers null in a shop whose orders nobody reads */
export function renderSellersPage(sellers: Sellers | null, view: DeskView, now: number): string {
	return renderDesk('売れ筋', 'lists', view, [
		sellers === null
			? markup`<section class="card"><p>まだ分かりません。<code>order-watch.json</code> (注文のお知らせ) を動かすと、売れた数を数えはじめます。</p></section>`
			: renderSellers(sellers, view, now),
		markup`<p><a class="button" href="${addressOf(view.account, 'profit', { by: 'items' })}">利益の見込みを見る</a> <a class="button" href="${addressOf(view.account, 'lists')}">一覧へ戻る</a></p>`,
	]);
}

function renderSellers({ since, total, items }: Sellers, view: DeskView, now: number): Html {
	const counted = `${formatMoment(since)} から数えています。`;
	const list =
		items.length === 0
			? markup`<p class="note">まだ売れた商品はありません。</p>`
			: markup`<ul class="list">${items.map((item) => renderSeller(item, view.account, now))}</ul>`;
	const more = total > items.length ? ` (よく売れた順に ${formatCount(items.length)}件)` : '';
	return markup`<section class="card"><h2>${`90日に売れた商品 ${formatCount(total)}件${more}`}</h2><small>${counted}</small>${list}</section>`;
}

function renderSeller(
	{ item_id, title, visible, sold }: Seller,
	account: string,
	now: number,
): Html {
	const name = title === '' ? `商品ID ${item_id}` : title;
	const state = visible ? markup`` : markup` <b class="chip warn">非公開</b>`;
	const facts = `30日 ${formatCount(sold.in30Days)}個・90日 ${formatCount(sold.in90Days)}個・最後は ${describeLastSale(sold.lastSoldAt, now)}`;
	return markup`<li><a href="${addressOf(account, 'item', { id: String(item_id) })}">${name}</a>${state}<small>${facts}</small></li>`;
}
