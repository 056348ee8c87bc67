import type { ListKind } from '../../../lib/ledger/desk/itemLists';
import { addressOf } from '../../../lib/report/desk/deskShell';
import { mergeItemRule, withItemRule } from '../../../lib/report/desk/items/itemRule';
import { wordOfAll, wordsOfList, type Said } from '../../../lib/report/desk/lists/wordTexts';
import { saveItems } from '../../../lib/shop/desk/changeRules';
import { findShown } from '../../../lib/shop/desk/shownMembers';
import { findAllWaiting, findShownWaiting, keepWords } from '../../../lib/shop/words/giveWord';
import { readItemOf } from '../../../lib/shop/words/openWords';
import { answerRedirect, thenDo, type Answer } from '../answer';
import { goOn, refuseForm, type Take, type Taken } from './goOn';

/** Takes the owner's word about the items that were ticked, or about the one whose page is open. */
export const takeWord: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const [kind = '', item = ''] = body.list('target');
	const chosen = body.list('member');
	const said = readSaid(kind, body.read('say'));
	if (said === null) return refuseForm('incomplete', taken);
	if (chosen.length === 0) return goBack(taken, 'nothing_chosen');
	if (said === 'never') return await leaveAlone(taken, chosen);
	const shown = findShown(body.read('state'), chosen);
	const ports = { data: desk.data, now: () => desk.now };
	const waiting = await findShownWaiting(shop.account, said, shown, ports);
	if (waiting === null) return refuseForm('stale', taken);
	await keepWords(waiting, ports);
	const { desk: records } = desk.data.ledger;
	await records.leaveOut(shop.account, kind as ListKind, new Set(chosen));
	return goBack(taken, `said_${said}`, item);
};

/** Takes the owner's word about all items of a list; they are written down behind the answer. */
export const takeWordOfAll: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const [kind = ''] = body.list('target');
	const word = wordOfAll[kind as ListKind];
	if (word === undefined) return refuseForm('incomplete', taken);
	if (body.read('sure') !== 'yes') return goBack(taken, 'nothing_chosen');
	const ports = { data: desk.data, now: () => desk.now };
	const waiting = await findAllWaiting(shop.account, word, body.read('state'), ports);
	if (waiting === null) return refuseForm('stale', taken);
	await desk.data.ledger.desk.leaveOut(shop.account, kind as ListKind, null);
	const answer = goBack(taken, `said_${word}`);
	return thenDo(answer, async () => await keepWords(waiting, ports));
};

function readSaid(kind: string, say: string): Said | null {
	const all: Partial<Record<string, readonly Said[]>> = wordsOfList;
	const said = Object.hasOwn(all, kind) ? all[kind] : undefined;
	return said?.find((each) => each === say) ?? null;
}

function goBack({ shop, body }: Taken, done: string, item = ''): Answer {
	const [kind = ''] = body.list('target');
	return item === ''
		? answerRedirect(addressOf(shop.account, 'lists', { list: kind, done }))
		: answerRedirect(addressOf(shop.account, 'item', { id: item, done }));
}

/** Proposes that items are none of the sync's: a rule of theirs, with a preview as any other. */
async function leaveAlone(taken: Taken, chosen: readonly string[]): Promise<Answer> {
	const { shop, desk } = taken;
	let { rules } = shop.items;
	for (const id of chosen.flatMap((name) => readItemOf(name) ?? [])) {
		const rule = mergeItemRule(rules[id] ?? {}, { neverTouch: 'はい' });
		if (rule.problem !== null) return refuseForm('incomplete', taken);
		rules = withItemRule(rules, String(id), rule.value);
	}
	const outcome = await saveItems(shop, rules, desk.ports);
	return goOn(shop, outcome, 'lists');
}
