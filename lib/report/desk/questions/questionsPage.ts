import type { Answer } from '../../../ledger/questions/question';
import { formatCount } from '../../../listing/money';
import type { ShownQuestions } from '../../../shop/desk/readQuestions';
import { markup, type Html } from '../../render/inert';
import { renderDesk, type DeskView } from '../deskShell';
import { renderAlarm } from './refusedAnswers';
import { renderAnswered, type Timing } from './answeredCard';
import { renderQuestion } from './questionCard';

export interface QuestionsPage extends ShownQuestions {
	/** Items of one part of a question. */
	most: number;
	timing: Timing;
	/** Why an answer was not taken; empty = none was refused. */
	alarm: string;
}

/** Renders the questions that wait for the owner, and the answers that are not carried out yet. */
export function renderQuestionsPage(view: DeskView, page: QuestionsPage): string {
	const { open, answered, most, timing, alarm } = page;
	const none = markup`<p class="card answer">お答えをお待ちしている質問はありません。</p>`;
	const note = markup`<p class="note">お答えがあるまで、その商品は今のままです。一度お答えいただくと、変えられません。</p>`;
	const tell = (wanted: Answer) =>
		answered
			.filter(({ question }) => question.answer === wanted)
			.map((each) => renderAnswered(each, view.account, timing));
	const [yes, no] = [tell('yes'), tell('no')];
	return renderDesk('質問', 'questions', view, [
		...renderAlarm(alarm),
		...(open.length === 0
			? [none]
			: [note, ...open.map((each) => renderQuestion(each, view, most))]),
		...(yes.length === 0 ? [] : [markup`<h2>「はい」とお答えいただいた質問</h2>`, ...yes]),
		...(no.length === 0 ? [] : [renderKept(no)]),
	]);
}

/** A no stays for as long as the change would be made without it: there may be many after some months. */
const renderKept = (cards: readonly Html[]): Html =>
	markup`<details><summary>${`「いいえ」で今のままにしている質問 (${formatCount(cards.length)}件)`}</summary>${cards}</details>`;
