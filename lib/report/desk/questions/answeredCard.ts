import { formatCount } from '../../../listing/money';
import type { ShownQuestion } from '../../../shop/desk/readQuestions';
import type { Effect } from '../../../shop/desk/readEffect';
import { tellQuestion } from '../../rules/describeQuestion';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf } from '../deskShell';
import { describeMove, nameMember } from './describeMember';

/** When an answer takes effect. */
export interface Timing {
	effect: Effect;
	/** When the next run starts by its schedule, milliseconds since 1970; null = none is known. */
	nextAt: number | null;
}

/** Renders a question that was answered and is not carried out yet. */
export function renderAnswered(
	{ question, rows }: ShownQuestion,
	account: string,
	timing: Timing,
): Html {
	const { kind, answer, answered_at, members } = question;
	const { name, yes, no } = tellQuestion(kind, members.length);
	const said = answer === 'yes' ? `はい: ${yes}` : `いいえ: ${no}`;
	const when = answered_at === null ? '' : `${formatMoment(Date.parse(answered_at))} のお答え。`;
	const lines = rows.map(({ member, ...row }) => {
		return markup`<li><a href="${addressOf(account, 'item', { id: String(member.item_id) })}">${nameMember({ member, ...row })}</a> ${describeMove(member)}</li>`;
	});
	const rest = members.length - rows.length;
	const more = rest > 0 ? markup`<li>${`ほか ${formatCount(rest)}件`}</li>` : '';
	return markup`<section class="card answer"><h2>${`${name} ${formatCount(members.length)}件`}</h2><p><b class="chip good">${said}</b></p><p>${`${when}${answer === 'yes' ? tellYes(timing) : NO_EFFECT}`}</p><details><summary>商品を見る</summary><ul>${lines}${more}</ul></details></section>`;
}

function tellYes({ effect, nextAt }: Timing): string {
	switch (effect) {
		case 'next_run':
			return `次の実行で行います${nextAt === null ? '' : ` (${formatMoment(nextAt)} ごろ)`}。`;
		case 'after_live':
			return 'テストの間はBASEに書き込まないため、本番にした後の実行で行います。';
		case 'after_stop':
			return 'BASEへの書き込みを停止中のため、再開した後の実行で行います。';
	}
}

const NO_EFFECT = '次の実行でも今のままにします。';
