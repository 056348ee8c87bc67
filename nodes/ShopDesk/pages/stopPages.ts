import { renderStopPage, type AskedStop } from '../../../lib/report/desk/stop/stopPage';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readStop } from '../../../lib/shop/desk/readStop';
import { answerPage, type Answer } from '../answer';
import { hasJobs, makeView, type Desk } from '../openDesk';

/** Makes the page on which a shop is stopped and goes on. @param asked a form that came back */
export async function showStop(
	desk: Desk,
	shop: DeskShop,
	{ done = '', asked }: { done?: string; asked?: AskedStop } = {},
): Promise<Answer> {
	const facts = await readStop(shop.account, desk.ports.ledger, desk.now);
	const view = makeView(desk, shop, done);
	const options = { hasJobs: hasJobs(desk, shop), ...(asked ? { asked } : {}) };
	const html = renderStopPage(facts, view, options);
	return answerPage(html, asked ? 422 : 200);
}
