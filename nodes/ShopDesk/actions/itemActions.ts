import { readItemId, readItemRule, withItemRule } from '../../../lib/report/desk/items/itemRule';
import { readRuleCsv } from '../../../lib/report/desk/items/ruleCsv';
import { decodeTable } from '../../../lib/report/desk/items/csvTable';
import { renderTablePage } from '../../../lib/report/desk/items/tablePage';
import { saveValues } from '../../../lib/shop/desk/changeRules';
import { openShop } from '../../../lib/shop/desk/openShop';
import { readTitles } from '../../../lib/shop/desk/readTitles';
import { answerPage, type Answer } from '../answer';
import { goOn, type Taken } from './goOn';
import { showItems } from '../pages/itemPages';
import { makeView } from '../openDesk';

/** Adds or changes the rule of one item. */
export async function takeItem({ shop, desk, body }: Taken): Promise<Answer> {
	const typed = body.all();
	const askBack = async (problem: string) =>
		await showItems(desk, shop, { asked: { problem, bad: [], typed } });
	const id = readItemId(body.read('item_id'));
	const titles = await readTitles(desk.ports.ledger, shop.account);
	if (id === null) return await askBack('商品IDに、BASEの商品の番号を数字で入れてください。');
	if (titles && !titles.has(id)) {
		return await askBack(`商品ID ${id} は、このショップの商品一覧にありません。`);
	}
	const rule = readItemRule({
		...{ price: body.read('price'), markup: body.read('markup'), floor: body.read('floor') },
		neverTouch: body.read('never'),
	});
	if (rule.problem !== null) return await askBack(rule.problem);
	const items = withItemRule(shop.values.items, id, rule.value);
	return goOn(shop, await saveValues(shop, { ...shop.values, items }, desk.ports), 'items');
}

/** Brings the chosen items back to the shop's rule. */
export async function removeItems({ shop, desk, body }: Taken): Promise<Answer> {
	const removed = new Set(body.list('remove'));
	const kept = Object.entries(shop.values.items).filter(([id]) => !removed.has(id));
	const values = { ...shop.values, items: Object.fromEntries(kept) };
	return goOn(shop, await saveValues(shop, values, desk.ports), 'items');
}

/** Proposes the good lines of a table, and names the bad ones. */
export async function takeTable(taken: Taken): Promise<Answer> {
	const { shop, desk, body } = taken;
	const file = await taken.request.readUpload();
	if (file === 'too_big') return await askTableBack(taken, TOO_BIG);
	const text = file === null ? body.read('csv') : decodeTable(file);
	const titles = await readTitles(desk.ports.ledger, shop.account);
	const { items, good, bad } = readRuleCsv(text, shop.values.items, titles);
	if (good === 0) {
		return await showItems(desk, shop, { asked: { problem: '', bad, typed: { csv: text } } });
	}
	const outcome = await saveValues(shop, { ...shop.values, items }, desk.ports);
	if (bad.length === 0) return goOn(shop, outcome, 'items');
	// The bad lines are kept nowhere, so this page shows them together with what the good ones would do.
	const after = await openShop(desk.ports.ledger, shop.account);
	const code = outcome.kind === 'proposed' ? outcome.code : '';
	const proposal = after.proposals.find((each) => each.code === code) ?? null;
	return answerPage(renderTablePage(after, makeView(desk, after), { good, bad, proposal }));
}

const TOO_BIG =
	'ファイルが5MBを超えているため、読んでいません。行を分けて、2つ以上のファイルにしてください。';

const askTableBack = async ({ shop, desk }: Taken, problem: string): Promise<Answer> =>
	await showItems(desk, shop, { asked: { problem, bad: [], typed: {} } });
