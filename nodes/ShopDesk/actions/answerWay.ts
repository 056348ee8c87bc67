import type { Answer as OwnersAnswer } from '../../../lib/ledger/questions/question';
import type { PageAnswer } from '../../../lib/ledger/questions/questions';
import { addressOf } from '../../../lib/report/desk/deskShell';
import { describeLate, QUESTION_MOVED } from '../../../lib/report/desk/questions/refusedAnswers';
import { readEffect } from '../../../lib/shop/desk/readEffect';
import type { QuestionPart } from '../../../lib/shop/desk/readQuestions';
import { answerRedirect, type Answer } from '../answer';
import { showQuestions } from '../pages/questionPages';
import type { Taken } from './goOn';

/** The page that an answer came from. */
export interface Way {
	/** Returns its address. @param done name of the sentence that says what was done */
	back: (done: string) => string;
	/** Shows it again as it is now, with the reason why nothing was done. */
	again: (alarm: string, status: number) => Promise<Answer>;
}

/** Returns the way back to the page of the questions. @param part the one that was shown of a long question */
export const toQuestions = ({ shop, desk }: Taken, part: QuestionPart): Way => ({
	back: (done) => addressOf(shop.account, 'questions', { done }),
	again: async (alarm, status) => await showQuestions(desk, shop, { part, alarm, status }),
});

/** Reads which button was pressed; null if none was. */
export function readAnswer({ body }: Taken): OwnersAnswer | null {
	const answer = body.find('answer');
	return answer === 'yes' || answer === 'no' ? answer : null;
}

/** Tells the owner the result of an answer. */
export async function tellAnswer(
	result: PageAnswer,
	answer: OwnersAnswer,
	{ shop, desk }: Taken,
	way: Way,
): Promise<Answer> {
	if (result.kind === 'late') {
		return await way.again(describeLate(result.answer, result.count), 409);
	}
	if (result.kind === 'moved') return await way.again(QUESTION_MOVED, 409);
	if (answer === 'no') return answerRedirect(way.back('no'));
	const effect = await readEffect(shop, desk.ports.ledger);
	return answerRedirect(way.back(effect === 'next_run' ? 'yes' : `yes_${effect}`));
}
