import { renderItemPage } from '../../../lib/report/desk/itemPage';
import type { AskedRule } from '../../../lib/report/desk/items/ownRule';
import { describeDone } from '../../../lib/report/desk/plainPages';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readItem } from '../../../lib/shop/items/readItem';
import { answerPage, type Answer } from '../answer';
import { makeView, type Desk } from '../openDesk';
import { openHome } from './homePages';

/**
 * Makes the page of an item; the desk's start for one that the shop does not have.
 * @param alarm why an answer was not taken; empty = none was refused
 */
export async function showOwnPage(
	desk: Desk,
	shop: DeskShop,
	id: string,
	options: { done?: string; alarm?: string; status?: number; asked?: AskedRule } = {},
): Promise<Answer> {
	const { done = '', alarm = '', status = 200, asked } = options;
	const { data, now } = desk;
	const item = await readItem(shop.account, Number(id), { data, now: () => now });
	if (!item) return await openHome(desk, shop, makeView(desk, shop, describeDone('no_item')));
	const page = { alarm, now, ...(asked ? { asked } : {}) };
	return answerPage(renderItemPage(shop, makeView(desk, shop, done), item, page), status);
}
