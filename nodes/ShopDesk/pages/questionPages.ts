import { renderQuestionsPage } from '../../../lib/report/desk/questions/questionsPage';
import { MOST_ROWS } from '../../../lib/shop/desk/formToken';
import { openShop, type DeskShop } from '../../../lib/shop/desk/openShop';
import { readEffect } from '../../../lib/shop/desk/readEffect';
import { readQuestions, type QuestionPart } from '../../../lib/shop/desk/readQuestions';
import { readStanding } from '../../../lib/shop/state/readStanding';
import { answerPage, type Answer } from '../answer';
import { makeView, type Desk } from '../openDesk';

/** Makes the page of the questions. @param alarm why an answer was not taken; empty = none was refused */
export async function showQuestions(
	desk: Desk,
	{ account }: DeskShop,
	options: { part: QuestionPart; done?: string; alarm?: string; status?: number },
): Promise<Answer> {
	const { part, done = '', alarm = '', status = 200 } = options;
	const { data, now } = desk;
	// A run, or another tab, may have changed them since the shop was read: the menu counts what the page shows.
	const shop = await openShop(data.ledger, account);
	const read = await readQuestions(account, data, { part, most: MOST_ROWS });
	const { next_at } = await readStanding(account, { ledger: data.ledger, now: () => now });
	const timing = { effect: await readEffect(shop, data.ledger), nextAt: next_at };
	const view = makeView(desk, { ...shop, questions: read.open.length }, done);
	const html = renderQuestionsPage(view, { ...read, most: MOST_ROWS, timing, alarm });
	return answerPage(html, status);
}
