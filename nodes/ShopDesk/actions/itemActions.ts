import { describeUnlisted } from '../../../lib/report/desk/items/describeUnlisted';
import { mergeItemRule, readItemId, withItemRule } from '../../../lib/report/desk/items/itemRule';
import { saveItems } from '../../../lib/shop/desk/changeRules';
import { readListed } from '../../../lib/shop/desk/readTitles';
import type { Answer } from '../answer';
import { showItems } from '../pages/itemPages';
import { goOn, refuseForm, type Taken } from './goOn';

const NO_ID = '商品IDに、BASEの商品の番号を数字で入れてください。';
const NO_VALUE =
	'変える値が入っていません。変える欄だけに入れてください。全部の値を消すときは、一覧で自動に戻してください。';

/** Adds a rule of one item, or changes the values of it that were typed. */
export async function takeItem(taken: Taken): Promise<Answer> {
	const { shop, desk, body } = taken;
	const [id, price, markup, floor, neverTouch] = names.map((name) => body.find(name));
	const typed = Object.entries({ price, markup, floor, neverTouch });
	if (id === undefined || typed.some(([, text]) => text === undefined)) {
		return refuseForm('incomplete', taken);
	}
	const askBack = async (problem: string) =>
		await showItems(desk, shop, { asked: { problem, bad: [], typed: body.all() } });
	const item = readItemId(id);
	if (item === null) return await askBack(NO_ID);
	const listed = await readListed(desk.ports.ledger, shop.account);
	if (listed && !listed.titles.has(item)) return await askBack(describeUnlisted(item, listed));
	// This form does not show the values that the item has, so an empty field can't mean to take one away.
	const filled = typed.filter(([, text]) => text!.trim() !== '');
	if (filled.length === 0) return await askBack(NO_VALUE);
	const rule = mergeItemRule(shop.items.rules[item] ?? {}, Object.fromEntries(filled));
	if (rule.problem !== null) return await askBack(rule.problem);
	const items = withItemRule(shop.items.rules, item, rule.value);
	return goOn(shop, await saveItems(shop, items, desk.ports), 'items');
}

const names = ['item_id', 'price', 'markup', 'floor', 'never'] as const;

/** Brings the chosen items back to the shop's rule. */
export async function removeItems({ shop, desk, body }: Taken): Promise<Answer> {
	const removed = new Set(body.list('remove'));
	const kept = Object.entries(shop.items.rules).filter(([id]) => !removed.has(id));
	return goOn(shop, await saveItems(shop, Object.fromEntries(kept), desk.ports), 'items');
}
