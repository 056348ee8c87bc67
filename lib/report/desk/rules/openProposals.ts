import type { DeskShop } from '../../../shop/desk/openShop';
import { formatMoment } from '../../formatTime';
import { markup, type Html } from '../../render/inert';
import { addressOf } from '../deskShell';
import { describeChanges, summarizeChange } from './describeChanges';

/** Renders a line for each change that waits for the owner. */
export const renderOpenProposals = ({ account, values, proposals }: DeskShop): Html[] =>
	proposals.map(({ code, proposed_at, values: wanted }) => {
		const changes = describeChanges(values, wanted).map(summarizeChange).join('、');
		const made = `(${formatMoment(Date.parse(proposed_at))} の案、コード ${code})`;
		return markup`<p class="alarm">承認を待っています: ${changes} <small>${made}</small> <a href="${addressOf(account, 'proposal', { code })}">何が変わるかを見る</a></p>`;
	});
