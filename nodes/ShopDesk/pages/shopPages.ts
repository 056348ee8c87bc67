import { renderDesk, type DeskView } from '../../../lib/report/desk/deskShell';
import { renderFoundItems } from '../../../lib/report/desk/findPage';
import { renderHomePage } from '../../../lib/report/desk/homePage';
import { renderItem } from '../../../lib/report/desk/itemPage';
import { describeDone } from '../../../lib/report/desk/plainPages';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { findItems } from '../../../lib/shop/items/findItems';
import { readItem } from '../../../lib/shop/items/readItem';
import { readChanges } from '../../../lib/shop/state/readChanges';
import { readFirstSteps } from '../../../lib/shop/state/readFirstSteps';
import { readShopState } from '../../../lib/shop/state/readShopState';
import { answerPage, type Answer } from '../answer';
import type { Desk } from '../openDesk';
import type { Fields } from '../request';

/** A page that was asked for, with all that it may show. */
export interface Opened {
	shop: DeskShop;
	view: DeskView;
	desk: Desk;
	query: Fields;
}

export type Page = (opened: Opened) => Answer | Promise<Answer>;

const DAY_MS = 86_400_000;
const MOST_FOUND = 50;

export const showHome: Page = async ({ shop, view, desk: { data, now } }) => {
	const { ledger } = data;
	const { account } = shop;
	const facts = {
		standing: await readShopState(account, { ledger, now: () => now }),
		made: await readChanges(account, now - DAY_MS, ledger),
		steps: await readFirstSteps(account, ledger),
		now,
	};
	return answerPage(renderHomePage(shop, view, facts));
};

export const showFound: Page = async ({ shop, view, desk: { data }, query }) => {
	const words = query.read('q');
	const found = await findItems(data.ledger.items, shop.account, words, MOST_FOUND);
	const body = renderFoundItems(words, found, shop.account);
	return answerPage(renderDesk('商品を探す', 'find', view, body));
};

export const showItem: Page = async (opened) => {
	const { shop, view, desk, query } = opened;
	const { data, now } = desk;
	const item = await readItem(shop.account, Number(query.read('id')), { data, now: () => now });
	if (!item) return await showHome({ ...opened, view: { ...view, done: describeDone('no_item') } });
	return answerPage(renderDesk('商品', 'find', view, renderItem(item, now)));
};
