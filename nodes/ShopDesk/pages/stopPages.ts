import { renderStopPage, type AskedStop } from '../../../lib/report/desk/stop/stopPage';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readStop } from '../../../lib/shop/desk/readStop';
import { answerPage, type Answer } from '../answer';
import { makeView, type Desk } from '../openDesk';

/** Makes the page on which a shop is stopped and goes on. @param asked a form that came back */
export async function showStop(
	desk: Desk,
	shop: DeskShop,
	{ done = '', asked }: { done?: string; asked?: AskedStop } = {},
): Promise<Answer> {
	const facts = await readStop(shop.account, desk.ports.ledger);
	const view = makeView(desk, shop, done);
	const html = renderStopPage(facts, view, { now: desk.now, ...(asked ? { asked } : {}) });
	return answerPage(html, asked ? 422 : 200);
}
