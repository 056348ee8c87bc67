import type { Proposal } from '../../../ledger/rules/proposal';
import type { DeskShop } from '../../../shop/desk/openShop';
import { formatCount } from '../../../listing/money';
import { markup } from '../../render/inert';
import { renderDesk, type DeskView } from '../deskShell';
import { renderProposal } from '../rules/rulePages';
import { renderBadLines } from './itemsPage';
import type { BadLine } from './ruleCsv';

/** The result of a table of rules. */
export interface TakenTable {
	/** Lines that were understood. */
	good: number;
	bad: readonly BadLine[];
	/** The changes that the good lines would make; null if they make none. */
	proposal: Proposal | null;
}

/** Renders what the good lines of a table would do, below the lines that can't be used. */
export function renderTablePage(
	shop: DeskShop,
	view: DeskView,
	{ good, bad, proposal }: TakenTable,
): string {
	const rest = proposal
		? renderProposal(shop, view, proposal)
		: [markup`<p class="card answer">使える行は、いまのルールと同じでした。</p>`];
	return renderDesk('表の内容', 'items', view, [
		markup`<div class="alarm" role="status">${`${formatCount(good)}行を読み取りました。まだ何も変更していません。`}${renderBadLines(bad)}<p>使えない行は、直してからもう一度送ってください。読み取った行は、下の承認で使われます。</p></div>`,
		...rest,
	]);
}
