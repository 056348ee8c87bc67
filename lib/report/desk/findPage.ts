import { formatCount, formatYen } from '../../listing/money';
import type { FoundItem, FoundItems } from '../../shop/items/findItems';
import { markup, type Html } from '../render/inert';
import { addressOf } from './deskShell';
import { renderSearch } from './searchForm';

/** Renders the search for items with what it found. */
export function renderFoundItems(
	query: string,
	{ items, total }: FoundItems,
	account: string,
): Html[] {
	const found =
		total === 0
			? '見つかりません。商品名の一部、ASIN、商品IDで探せます。'
			: `${formatCount(total)}件${total > items.length ? ` (はじめの ${formatCount(items.length)}件。語を足すと絞れます)` : ''}`;
	return [
		renderSearch(query, account),
		markup`<section class="card"><p class="note">${found}</p><ul class="list">${items.map((item) => renderFound(item, account))}</ul></section>`,
	];
}

function renderFound({ item_id, asins, title, price, visible }: FoundItem, account: string): Html {
	const state = visible
		? markup`<b class="chip good">公開</b>`
		: markup`<b class="chip warn">非公開</b>`;
	const codes = asins.map((asin) => markup` ・ <span class="code">${asin}</span>`);
	return markup`<li><a href="${addressOf(account, 'item', { id: String(item_id) })}">${title}</a><br>${state} ${formatYen(price)} ・ <span class="code">${item_id}</span>${codes}</li>`;
}
