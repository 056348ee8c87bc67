import { decodeTable } from '../../../lib/report/desk/items/csvTable';
import { readRuleCsv } from '../../../lib/report/desk/items/ruleCsv';
import { renderTablePage } from '../../../lib/report/desk/items/tablePage';
import { saveItems } from '../../../lib/shop/desk/changeRules';
import { openShop } from '../../../lib/shop/desk/openShop';
import { readListed } from '../../../lib/shop/desk/readTitles';
import { answerPage, type Answer } from '../answer';
import { makeView } from '../openDesk';
import { showItems } from '../pages/itemPages';
import { goOn, refuseForm, type Taken } from './goOn';

const TOO_BIG =
	'ファイルが5MBを超えているため、読んでいません。行を分けて、2つ以上のファイルにしてください。';
const TWO_TABLES =
	'ファイルと貼り付けた表の両方があります。どちらを使うか分からないため、読んでいません。一方だけにしてください。';

/** Proposes the good lines of a table, and names the bad ones and the items that it takes a rule from. */
export async function takeTable(taken: Taken): Promise<Answer> {
	const { shop, desk, body, request } = taken;
	const pasted = body.find('csv');
	if (pasted === undefined) return refuseForm('incomplete', taken);
	const askBack = async (problem: string) =>
		await showItems(desk, shop, { asked: { problem, bad: [], typed: { csv: pasted } } });
	const file = await request.readUpload();
	if (file === 'too_big') return await askBack(TOO_BIG);
	if (file !== null && pasted.trim() !== '') return await askBack(TWO_TABLES);
	const text = file === null ? pasted : decodeTable(file);
	const listed = await readListed(desk.ports.ledger, shop.account);
	const { items, ...counts } = readRuleCsv(text, shop.items.rules, listed);
	const { changed, removed, unchanged, bad } = counts;
	if (changed + removed + unchanged === 0) {
		return await showItems(desk, shop, { asked: { problem: '', bad, typed: { csv: text } } });
	}
	const outcome = await saveItems(shop, items, desk.ports);
	const isPlain = bad.length === 0 && removed === 0;
	if (isPlain || outcome.kind === 'moved') return goOn(shop, outcome, 'items');
	// The counts are kept nowhere, so this page shows them together with what the good lines would do.
	const after = await openShop(desk.ports.ledger, shop.account);
	const code = outcome.kind === 'proposed' ? outcome.code : '';
	const proposal = after.proposals.find((each) => each.code === code) ?? null;
	const result = { counts, proposal, titles: listed?.titles ?? null };
	return answerPage(renderTablePage(after, makeView(desk, after), result));
}
