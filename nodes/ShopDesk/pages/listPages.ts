import { isYounger } from '../../../lib/listing/age';
import { toStamp } from '../../../lib/listing/stamp';
import { composeLists } from '../../../lib/report/desk/lists/composeLists';
import { chooseList, renderListsPage } from '../../../lib/report/desk/lists/listsPage';
import { renderSellersPage } from '../../../lib/report/desk/lists/sellersPage';
import type { ItemLists } from '../../../lib/ledger/desk/itemLists';
import { findListed } from '../../../lib/shop/lists/findListed';
import { findSellers } from '../../../lib/shop/lists/findSellers';
import { answerPage, thenDo } from '../answer';
import type { Desk } from '../openDesk';
import { describeDone } from '../../../lib/report/desk/plainPages';
import { showDeadWood } from './deadWoodPage';
import { openHome } from './homePages';
import { downloadProfit, showProfit } from './profitPages';
import { showRecode } from './recodePage';
import type { Page } from './shopPages';

/** Lists of so long ago are shown, and counted anew behind the answer, ms. */
const FRESH_MS = 5 * 60_000;

/** Makes the lists of items that do not go by themselves. */
const showLists: Page = async ({ shop, view, desk, query }) => {
	const { account } = shop;
	const kept = await desk.ports.ledger.desk.lists(account);
	const lists = kept ?? (await countLists(account, desk));
	if (!lists) return await openHome(desk, shop, { ...view, done: describeDone('no_list') });
	const from = Number(query.read('from'));
	const part = {
		kind: chooseList(query.read('list'), lists),
		from: Number.isSafeInteger(from) && from > 0 ? from : 0,
		now: desk.now,
	};
	const answer = answerPage(renderListsPage(lists, view, part));
	if (isYounger(lists.at, FRESH_MS, desk.now)) return answer;
	return thenDo(answer, async () => void (await countLists(account, desk)));
};

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

/** Counts the lists, which takes seconds in a large shop; null if the shop's list was never read. */
async function countLists(account: string, { data, now }: Desk): Promise<ItemLists | null> {
	const found = await findListed(account, { data, now: () => now });
	if (found === null) return null;
	const lists = composeLists(found, toStamp(now));
	await data.ledger.desk.noteLists(account, lists);
	return lists;
}
