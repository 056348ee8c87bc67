import type { PriceOverride } from '../../../lib/listing/pricing/rule';
import { mergeItemRule, withItemRule } from '../../../lib/report/desk/items/itemRule';
import { saveItems } from '../../../lib/shop/desk/changeRules';
import type { Answer } from '../answer';
import { showOwnPage } from '../pages/ownPage';
import { goOn, refuseForm, type Taken } from './goOn';

/** Changes the rule of the item whose page is open. */
export async function takeOwnRule(taken: Taken): Promise<Answer> {
	const { shop, desk, body } = taken;
	const [id = ''] = body.list('target');
	const [price, markup, floor] = ['price', 'markup', 'floor'].map((name) => body.find(name));
	// A field that was lost on the way must not pass for one that was emptied.
	if (price === undefined || markup === undefined || floor === undefined) {
		return refuseForm('incomplete', taken);
	}
	const typed = { price, markup, floor, neverTouch: body.read('never') };
	const rule = mergeItemRule({}, typed);
	if (rule.problem !== null) {
		const asked = { problem: rule.problem, typed };
		return await showOwnPage(desk, shop, id, { asked, status: 422 });
	}
	return await saveOwnRule(taken, id, rule.value);
}

/** Brings the item whose page is open back to the shop's rule. */
export async function takeToAuto(taken: Taken): Promise<Answer> {
	const [id = ''] = taken.body.list('target');
	return await saveOwnRule(taken, id, {});
}

async function saveOwnRule(
	{ shop, desk }: Taken,
	item: string,
	rule: PriceOverride,
): Promise<Answer> {
	const items = withItemRule(shop.items.rules, item, rule);
	const outcome = await saveItems(shop, items, desk.ports);
	return goOn(shop, outcome, 'item', { item });
}
