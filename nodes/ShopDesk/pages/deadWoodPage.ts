import { renderDeadWoodPage } from '../../../lib/report/desk/deadWood/deadWoodPage';
import { findDeadWood } from '../../../lib/shop/deadWood/findDeadWood';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readStop } from '../../../lib/shop/desk/readStop';
import { answerPage, type Answer } from '../answer';
import { makeView, type Desk } from '../openDesk';

/** Makes the page of the items that Amazon has not sold for long. @param alarm why a form came back */
export async function showDeadWood(
	desk: Desk,
	shop: DeskShop,
	{ from = 0, done = '', alarm = '' }: { from?: number; done?: string; alarm?: string },
): Promise<Answer> {
	const { data, now } = desk;
	const deadWood = await findDeadWood(shop.account, { data, now });
	const start = Number.isSafeInteger(from) && from > 0 ? from : 0;
	const { job } = await readStop(shop.account, desk.ports.ledger, now);
	const part = { from: start, now, alarm, job };
	const html = renderDeadWoodPage(deadWood, makeView(desk, shop, done), part);
	return answerPage(html, alarm === '' ? 200 : 422);
}
