import { renderDesk, type DeskView } from '../../../lib/report/desk/deskShell';
import { renderFoundItems } from '../../../lib/report/desk/findPage';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { findItems } from '../../../lib/shop/items/findItems';
import { answerPage, type Answer } from '../answer';
import type { Desk } from '../openDesk';
import type { Fields } from '../request';
import { openHome } from './homePages';
import { showOwnPage } from './ownPage';
import { showQuestions } from './questionPages';

/** A page that was asked for, with all that it may show. */
export interface Opened {
	shop: DeskShop;
	view: DeskView;
	desk: Desk;
	query: Fields;
}

export type Page = (opened: Opened) => Answer | Promise<Answer>;

const MOST_FOUND = 50;

export const showHome: Page = async ({ shop, view, desk }) => await openHome(desk, shop, view);

export const showFound: Page = async ({ shop, view, desk: { data }, query }) => {
	const words = query.read('q');
	const found = await findItems(data.ledger.items, shop.account, words, MOST_FOUND);
	const body = renderFoundItems(words, found, shop.account);
	return answerPage(renderDesk('商品を探す', 'find', view, body));
};

export const showItem: Page = async ({ shop, view, desk, query }) =>
	await showOwnPage(desk, shop, query.read('id'), { done: view.done });

export const showOpenQuestions: Page = async ({ shop, view, desk, query }) => {
	const part = { id: query.read('q'), from: Number(query.read('from')) };
	return await showQuestions(desk, shop, { part, done: view.done });
};
