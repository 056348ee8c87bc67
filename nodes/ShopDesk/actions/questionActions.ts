import { addressOf } from '../../../lib/report/desk/deskShell';
import { NOTHING_CHOSEN } from '../../../lib/report/desk/questions/refusedAnswers';
import { findShown } from '../../../lib/shop/desk/shownMembers';
import type { Answer } from '../answer';
import { showOwnPage } from '../pages/ownPage';
import { readAnswer, tellAnswer, toQuestions, type Way } from './answerWay';
import { refuseForm, type Take, type Taken } from './goOn';

/** Answers a question as a whole, if it is still what the form showed. */
export const answerAll: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const [id = ''] = body.list('target');
	const answer = readAnswer(taken);
	if (answer === null) return refuseForm('incomplete', taken);
	const { questions } = desk.ports.ledger;
	const result = await questions.answerWhole(shop.account, id, body.read('state'), answer);
	return await tellAnswer(result, answer, taken, toQuestions(taken, { id, from: 0 }));
};

/** Answers a question for the items that were ticked. */
export const answerSome: Take = async (taken) => {
	const [id = '', from = ''] = taken.body.list('target');
	const chosen = taken.body.list('member');
	const way = toQuestions(taken, { id, from: Number(from) });
	if (chosen.length === 0) return await way.again(NOTHING_CHOSEN, 422);
	return await answerChosen(taken, chosen, way);
};

/** Answers a question for the item whose page is open. */
export const answerItem: Take = async (taken) => {
	const { shop, desk, body } = taken;
	const [, name = ''] = body.list('target');
	const id = name.split('/')[0]!;
	return await answerChosen(taken, [name], {
		back: (done) => addressOf(shop.account, 'item', { id, done }),
		again: async (alarm, status) => await showOwnPage(desk, shop, id, { alarm, status }),
	});
};

async function answerChosen(taken: Taken, chosen: readonly string[], way: Way): Promise<Answer> {
	const { shop, desk, body } = taken;
	const [id = ''] = body.list('target');
	const answer = readAnswer(taken);
	if (answer === null) return refuseForm('incomplete', taken);
	const shown = findShown(body.read('state'), chosen);
	const { questions } = desk.ports.ledger;
	const result = await questions.answerMembers(shop.account, id, shown, answer);
	return await tellAnswer(result, answer, taken, way);
}
