import { formatCount } from '../../../listing/money';
import type { ShownQuestion } from '../../../shop/desk/readQuestions';
import { tellQuestion } from '../../describeRules';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf } from '../deskShell';
import { describeMove, nameMember } from './describeMember';

/** How the shop is run: it says when an answer takes effect. */
export interface Effect {
	/** Runs write to the shop. */
	isLive: boolean;
	/** When the next run starts by its schedule, milliseconds since 1970; null = none is known. */
	nextAt: number | null;
}

/** Renders a question that was answered and is not carried out yet. */
export function renderAnswered(
	{ question, rows }: ShownQuestion,
	account: string,
	effect: Effect,
): Html {
	const { kind, answer, answered_at, members } = question;
	const { name, yes, no } = tellQuestion(kind, members.length);
	const said = answer === 'yes' ? `はい: ${yes}` : `いいえ: ${no}`;
	const when = answered_at === null ? '' : `${formatMoment(Date.parse(answered_at))} のお答え。`;
	const lines = rows.map(({ member, ...row }) => {
		const way = addressOf(account, 'item', { id: String(member.item_id) });
		return markup`<li><a href="${way}">${nameMember({ member, ...row })}</a> ${describeMove(member)}</li>`;
	});
	const rest = members.length - rows.length;
	const more = rest > 0 ? markup`<li>${`ほか ${formatCount(rest)}件`}</li>` : '';
	return markup`<section class="card answer"><h2>${`${name} ${formatCount(members.length)}件`}</h2><p><b class="chip good">${said}</b></p><p>${`${when}${answer === 'yes' ? tellYes(effect) : tellNo()}`}</p><details><summary>商品を見る</summary><ul>${lines}${more}</ul></details></section>`;
}

function tellYes({ isLive, nextAt }: Effect): string {
	if (!isLive) return 'テストの間はBASEに書き込まないため、本番にした後の実行で行います。';
	return `次の実行で行います${nextAt === null ? '' : ` (${formatMoment(nextAt)} ごろ)`}。`;
}

const tellNo = (): string => '次の実行でも今のままにします。';
