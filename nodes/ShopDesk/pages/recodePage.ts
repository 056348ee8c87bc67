import { mapListing } from '../../../lib/listing/codes/mapListing';
import { describeDone } from '../../../lib/report/desk/plainPages';
import { renderRecodePage } from '../../../lib/report/desk/deadWood/recodePage';
import { refuseDeadJob } from '../../../lib/report/desk/deadWood/refuseDeadJob';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { readStop } from '../../../lib/shop/desk/readStop';
import { answerPage, type Answer } from '../answer';
import { hasJobs, makeView, type Desk } from '../openDesk';
import { openHome } from './homePages';

/**
 * Makes the page on which an item gets another ASIN; the desk's start for an item that the shop does not have.
 * @param problem why a form came back
 */
export async function showRecode(
	desk: Desk,
	shop: DeskShop,
	id: string,
	{ done = '', problem = '', typed = '' }: { done?: string; problem?: string; typed?: string } = {},
): Promise<Answer> {
	const { ledger } = desk.ports;
	const known = await ledger.items.read(shop.account);
	const listing = known?.listings.find(({ item_id }) => String(item_id) === id);
	if (!listing) return await openHome(desk, shop, makeView(desk, shop, describeDone('no_item')));
	const map = mapListing(listing, known?.pattern ? new RegExp(known.pattern) : undefined);
	const asins =
		map.kind === 'whole' ? [map.asin] : map.kind === 'rows' ? map.rows.map(({ asin }) => asin) : [];
	const stop = await readStop(shop.account, ledger, desk.now);
	const refusal = refuseDeadJob(stop, {
		hasJobs: hasJobs(desk, shop),
		hasStep: desk.steps.has('changeCode'),
	});
	const facts = { listing, asins, stop, refusal, problem, typed };
	const html = renderRecodePage(facts, makeView(desk, shop, done));
	return answerPage(html, problem === '' ? 200 : 422);
}
