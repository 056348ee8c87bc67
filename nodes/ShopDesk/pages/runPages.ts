import { describeDone } from '../../../lib/report/desk/plainPages';
import { refuseUndo } from '../../../lib/report/desk/runs/refuseUndo';
import { renderRunPage, renderRunsPage } from '../../../lib/report/desk/runs/runsPage';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readStop } from '../../../lib/shop/desk/readStop';
import { readRunDetails, readRuns } from '../../../lib/shop/state/readRuns';
import { answerPage, type Answer } from '../answer';
import { hasJobs, makeView, type Desk } from '../openDesk';
import { openHome } from './homePages';
import type { Page } from './shopPages';

const MOST_RUNS = 100;

/** Makes the list of the shop's runs. */
export const showRuns: Page = async ({ shop, view, desk, query }) => {
	const part = { before: query.read('before'), most: MOST_RUNS };
	const list = await readRuns(shop.account, part, desk.ports.ledger);
	return answerPage(renderRunsPage(list, view));
};

/** Makes the page of a run; the desk's start for one that the shop does not have. @param problem why a form came back */
export async function showRun(
	desk: Desk,
	shop: DeskShop,
	id: string,
	{ done = '', problem = '' }: { done?: string; problem?: string } = {},
): Promise<Answer> {
	const { ledger } = desk.ports;
	const details = await readRunDetails(shop.account, id, ledger);
	if (!details) return await openHome(desk, shop, makeView(desk, shop, describeDone('no_run')));
	const stop = await readStop(shop.account, ledger, desk.now);
	const { job, state } = stop;
	const refusal = refuseUndo(stop, hasJobs(desk, shop));
	const facts = { job: job?.undoes === id ? job : null, state, problem, refusal };
	const html = renderRunPage(details, makeView(desk, shop, done), facts);
	return answerPage(html, problem === '' ? 200 : 422);
}
