import { renderProfitCsv, type ProfitView } from '../../../../lib/report/desk/profit/profitCsv';
import { renderProfitPage } from '../../../../lib/report/desk/profit/profitPage';
import { findProfits } from '../../../../lib/shop/lists/findProfits';
import { answerFile, answerPage } from '../../answer';
import type { Fields } from '../../request';
import type { Page } from '../shopPages';

const readView = (query: Fields): ProfitView => (query.read('by') === 'items' ? 'items' : 'days');

/** Makes the page of what the orders leave. */
export const showProfit: Page = async ({ shop, view, desk: { ports, now }, query }) => {
	const by = readView(query);
	const profit = await findProfits(shop.account, { ledger: ports.ledger, now }, by === 'items');
	const from = Number(query.read('from'));
	const start = Number.isSafeInteger(from) && from > 0 ? from : 0;
	return answerPage(renderProfitPage(profit, view, { by, from: start, now }));
};

/** Offers the same as a file. */
export const downloadProfit: Page = async ({ shop, desk: { ports, now }, query }) => {
	const by = readView(query);
	const profit = await findProfits(shop.account, { ledger: ports.ledger, now });
	return answerFile(`profit-estimate-${by}.csv`, renderProfitCsv(profit, by, now));
};
