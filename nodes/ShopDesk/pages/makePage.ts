import { describeDone, renderShopChoice } from '../../../lib/report/desk/plainPages';
import { openShop } from '../../../lib/shop/desk/openShop';
import { readLastJob } from '../../../lib/shop/desk/readStop';
import { readStanding } from '../../../lib/shop/state/readStanding';
import { answerPage, type Answer } from '../answer';
import { downloadRules, showItems } from './itemPages';
import { makeView, type Desk } from '../openDesk';
import type { DeskRequest } from '../request';
import { healthPages } from './health/healthPages';
import { listPages } from './listPages';
import { rulePages } from './rulePages';
import { showRun, showRuns } from './runPages';
import { showStop } from './stopPages';
import { showFound, showHome, showItem, showOpenQuestions, type Page } from './shopPages';

const pages: Record<string, Page> = {
	find: showFound,
	item: showItem,
	questions: showOpenQuestions,
	items: async ({ shop, view, desk, query }) =>
		await showItems(desk, shop, { done: view.done, from: Number(query.read('from')) }),
	template: async ({ shop, desk }) => await downloadRules(desk, shop, 'all'),
	export: async ({ shop, desk }) => await downloadRules(desk, shop, 'rules'),
	stop: async ({ shop, view, desk }) => await showStop(desk, shop, { done: view.done }),
	...rulePages,
	...listPages,
	...healthPages,
	runs: showRuns,
	run: async ({ shop, view, desk, query }) =>
		await showRun(desk, shop, query.read('id'), { done: view.done }),
};

/** Makes the page that the address names. */
export async function makePage(desk: Desk, { query }: DeskRequest): Promise<Answer> {
	const wanted = query.read('account');
	const [only, ...others] = desk.accounts;
	const account = wanted === '' && others.length === 0 ? (only ?? '') : wanted;
	if (!desk.accounts.includes(account)) {
		return await chooseShop(desk);
	}
	const shop = await openShop(desk.ports.ledger, account);
	const view = makeView(desk, shop, await sayDone(desk, account, query.read('done')));
	const name = query.read('page');
	const page = Object.hasOwn(pages, name) ? pages[name]! : showHome;
	return await page({ shop, view, desk, query });
}

/** Says what the last action did. A job that has ended speaks for itself: its beginning is no news any more. */
async function sayDone(desk: Desk, account: string, done: string): Promise<string> {
	if (!done.endsWith('_begun')) return describeDone(done);
	const job = await readLastJob(account, desk.ports.ledger, desk.now);
	return job?.isUnderWay === false ? '' : describeDone(done);
}

async function chooseShop({ accounts, data: { ledger }, now, madeAt }: Desk): Promise<Answer> {
	const ports = { ledger, now: () => now };
	const shops = await Promise.all(
		accounts.map(async (account) => ({ account, standing: await readStanding(account, ports) })),
	);
	return answerPage(renderShopChoice(shops, { now, madeAt }));
}
