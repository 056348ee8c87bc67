import type { ListKind } from '../../../../lib/ledger/desk/itemLists';
import { addressOf } from '../../../../lib/report/desk/deskShell';
import { wordOfAll, wordsOfList, type Said } from '../../../../lib/report/desk/lists/wordTexts';
import { readEffect } from '../../../../lib/shop/desk/readEffect';
import { findShown } from '../../../../lib/shop/desk/shownMembers';
import { findAllWaiting, findShownWaiting, keepWords } from '../../../../lib/shop/words/giveWord';
import { answerRedirect, thenDo, type Answer } from '../../answer';
import { refuseForm, type Take, type Taken } from '../goOn';
import { leaveAlone } from './leaveAlone';

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
	const { countedLists } = desk.data.ledger;
	await countedLists.leaveOut(shop.account, kind as ListKind, new Set(chosen));
	return goBack(taken, await nameDone(taken, said), item);
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
	const answer = goBack(taken, await nameDone(taken, word));
	// The list shows them until they are kept: a process that dies meanwhile forgets none.
	return thenDo(answer, async () => {
		await keepWords(waiting, ports);
		await desk.data.ledger.countedLists.leaveOut(shop.account, kind as ListKind, null);
	});
};

/** Runs write nothing while they are dry, paused or braked. */
async function nameDone({ shop, desk }: Taken, word: string): Promise<string> {
	const effect = await readEffect(shop, desk.ports.ledger);
	return effect === 'next_run' || word === 'same_product'
		? `said_${word}`
		: `said_${word}_${effect}`;
}

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
