import { sealQuestion, type Question } from '../../../ledger/questions/question';
import { formatCount } from '../../../listing/money';
import type { ShownMember, ShownQuestion } from '../../../shop/desk/readQuestions';
import { nameMembers } from '../../../shop/desk/shownMembers';
import { tellQuestion } from '../../rules/describeQuestion';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { renderPicture } from '../amazonParts';
import { addressOf, renderForm, type DeskView } from '../deskShell';
import { renderAnswerButtons, renderEnterGuard } from './answerButtons';
import { describeFacts, describeMove, nameMember } from './describeMember';

/** More items than this are folded, so that the next question is within reach of a thumb. */
const MOST_UNFOLDED = 10;

/** Renders a question with its items, to be answered as a whole or for some of them. */
export function renderQuestion(shown: ShownQuestion, view: DeskView, most: number): Html {
	const { question } = shown;
	const { id, kind, members, asked_at } = question;
	const { name, about, yes, no } = tellQuestion(kind, members.length);
	const count = `${formatCount(members.length)}件`;
	const asked = `${formatMoment(Date.parse(asked_at))} にお聞きしました`;
	const whole = renderForm(
		signWhole(question, view),
		renderAnswerButtons(`${count}すべて はい`, `${count}すべて いいえ`),
	);
	return markup`<section class="card answer" id="${anchorOf(id)}"><h2>${`${name} ${count}`}</h2><small>${asked}</small><p>${about}</p><ul><li>${`はい: ${yes}`}</li><li>${`いいえ: ${no}`}</li></ul>${whole}${renderMembers(shown, view, most)}</section>`;
}

/** So few items are named where the question is answered as a whole. */
const MOST_NAMED = 3;

/**
 * Renders a question in short, to be answered as a whole, with a way to its items.
 * @param titles by item; null if the shop's list was never read
 */
export function renderShortQuestion(
	question: Question,
	view: DeskView,
	titles: ReadonlyMap<string, string> | null,
): Html {
	const { kind, members, id } = question;
	const { name, about, yes, no } = tellQuestion(kind, members.length);
	const form = renderForm(
		signWhole(question, view),
		renderAnswerButtons(`承認 (${yes})`, `却下 (${no})`),
	);
	const named =
		members.length > MOST_NAMED
			? ''
			: markup`<ul>${members.map((member) => {
					const title = titles?.get(String(member.item_id)) ?? null;
					return markup`<li>${nameMember({ title, member })}<br><b>${describeMove(member)}</b></li>`;
				})}</ul>`;
	return markup`<section class="card answer"><h2>${`質問: ${name} ${formatCount(members.length)}件`}</h2><p>${about}</p>${named}${form}<p><a href="${addressOf(view.account, 'questions')}#${anchorOf(id)}">商品を見て答える</a></p></section>`;
}

const anchorOf = (id: string): string => `q-${id}`;

const signWhole = (question: Question, { sign }: DeskView) =>
	sign('answer_all', [question.id], 0, sealQuestion(question));

function renderMembers(
	{ question, from, rows }: ShownQuestion,
	view: DeskView,
	most: number,
): Html {
	const { id, members } = question;
	const shown = rows.map(({ member }) => member);
	const signed = view.sign('answer_some', [id, String(from)], rows.length, nameMembers(shown));
	const form = renderForm(signed, [
		renderEnterGuard(),
		...rows.map((row) => renderMember(row, view.account)),
		renderAnswerButtons('選んだ商品だけ はい', '選んだ商品だけ いいえ'),
	]);
	const part =
		rows.length === members.length
			? ''
			: ` (${formatCount(from + 1)}〜${formatCount(from + rows.length)}件目)`;
	const open = from > 0 || members.length <= MOST_UNFOLDED ? markup` open` : '';
	const ways = [
		...(from > 0 ? [renderWay(view.account, id, Math.max(from - most, 0), '前へ')] : []),
		...(from + most < members.length ? [renderWay(view.account, id, from + most, '次へ')] : []),
	];
	const pages = ways.length > 0 ? markup`<p>${ways}</p>` : '';
	return markup`<details${open}><summary>${`商品を1件ずつ見て選ぶ${part}`}</summary>${form}${pages}</details>`;
}

const renderWay = (account: string, id: string, from: number, text: string): Html =>
	markup`<a class="button" href="${addressOf(account, 'questions', { q: id, from: String(from) })}#${anchorOf(id)}">${text}</a> `;

function renderMember(row: ShownMember, account: string): Html {
	const { member, image } = row;
	const { name, item_id } = member;
	const facts = describeFacts(row).join(' ・ ');
	return markup`<div class="member"><input type="hidden" name="row" value="${name}"><label class="pick"><input type="checkbox" name="member" value="${name}">${renderPicture(image)}<span>${nameMember(row)}<br><b>${describeMove(member)}</b></span></label><small>${facts}${facts === '' ? '' : ' ・ '}<a href="${addressOf(account, 'item', { id: String(item_id) })}">商品のページ</a></small></div>`;
}
