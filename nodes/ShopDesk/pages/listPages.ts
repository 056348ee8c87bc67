import { renderSellersPage } from '../../../lib/report/desk/lists/sellersPage';
import { findSellers } from '../../../lib/shop/lists/findSellers';
import { answerPage } from '../answer';
import { showDeadWood } from './deadWoodPage';
import { showLists } from './lists/showLists';
import { downloadProfit, showProfit } from './lists/profitPages';
import { showRecode } from './recodePage';
import type { Page } from './shopPages';

const MOST_SELLERS = 100;

/** Makes the list of the items that sell best. */
const showSellers: Page = async ({ shop, view, desk: { ports, now } }) => {
	const options = { ledger: ports.ledger, now, most: MOST_SELLERS };
	return answerPage(renderSellersPage(await findSellers(shop.account, options), view, now));
};

/** Makes the list of the items that Amazon has not sold for long. */
const showDead: Page = async ({ shop, view, desk, query }) =>
	await showDeadWood(desk, shop, { from: Number(query.read('from')), done: view.done });

/** Makes the page on which an item gets another ASIN. */
const showNewCode: Page = async ({ shop, view, desk, query }) =>
	await showRecode(desk, shop, query.read('id'), { done: view.done });

/** The lists of items, and what the owner does from there. */
export const listPages: Record<string, Page> = {
	lists: showLists,
	sellers: showSellers,
	profit: showProfit,
	profit_csv: downloadProfit,
	dead_wood: showDead,
	recode: showNewCode,
};
