import { renderItemsPage, type AskedItems } from '../../../lib/report/desk/items/itemsPage';
import { renderRuleCsv } from '../../../lib/report/desk/items/ruleCsv';
import { MOST_ROWS } from '../../../lib/shop/desk/formToken';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readTitles } from '../../../lib/shop/desk/readTitles';
import { answerFile, answerPage, type Answer } from '../answer';
import { makeView, type Desk } from '../openDesk';

/** Makes the page of the rules of single items. @param asked a form that came back */
export async function showItems(
	desk: Desk,
	shop: DeskShop,
	{ done = '', from = 0, asked }: { done?: string; from?: number; asked?: AskedItems } = {},
): Promise<Answer> {
	const titles = await readTitles(desk.ports.ledger, shop.account);
	const start = Number.isSafeInteger(from) && from > 0 ? from : 0;
	const options = { titles, from: start, most: MOST_ROWS, ...(asked ? { asked } : {}) };
	const html = renderItemsPage(shop, makeView(desk, shop, done), options);
	return answerPage(html, asked ? 422 : 200);
}

/** Offers the present rules as a table, or all items of the shop with the rules that they have. */
export async function downloadRules(
	desk: Desk,
	{ account, values }: DeskShop,
	which: 'rules' | 'all',
): Promise<Answer> {
	const titles = (await readTitles(desk.ports.ledger, account)) ?? new Map<string, string>();
	const ruled = new Map(Object.keys(values.items).map((id) => [id, titles.get(id) ?? '']));
	const listed = which === 'rules' ? ruled : new Map([...titles, ...ruled]);
	return answerFile(`item-rules-${which}.csv`, renderRuleCsv(values.items, listed));
}
