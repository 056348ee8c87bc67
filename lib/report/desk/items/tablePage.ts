import type { Proposal } from '../../../ledger/rules/proposal';
import type { DeskShop } from '../../../shop/desk/openShop';
import { formatCount } from '../../../listing/money';
import { markup } from '../../render/inert';
import { renderDesk, type DeskView } from '../deskShell';
import { renderProposal } from '../rules/rulePages';
import { renderBadLines } from './itemsPage';
import type { RuleCounts } from './ruleCsv';

/** The result of a table of rules. */
export interface TakenTable {
	counts: RuleCounts;
	/** The changes that the good lines would make; null if they make none. */
	proposal: Proposal | null;
	/** Titles by item; null if the shop's list was never read. */
	titles: ReadonlyMap<string, string> | null;
}

/** Renders what the good lines of a table would do, below their counts and the lines that can't be used. */
export function renderTablePage(
	shop: DeskShop,
	view: DeskView,
	{ counts: { changed, removed, unchanged, bad }, proposal, titles }: TakenTable,
): string {
	const rest = proposal
		? renderProposal(shop, view, proposal, { titles })
		: [markup`<p class="card answer">使える行は、いまのルールと同じでした。</p>`];
	const counts = [
		`追加・変更 ${formatCount(changed)}件`,
		`自動に戻す ${formatCount(removed)}件`,
		`いまと同じ ${formatCount(unchanged)}件`,
		`使えない行 ${formatCount(bad.length)}行`,
	].join('・');
	const lost =
		removed === 0
			? markup``
			: markup`<p>${`この表は、${formatCount(removed)}件の商品のルールを消して自動に戻します。下の「自動に戻す商品」で確かめてください。`}</p>`;
	const badLines =
		bad.length === 0
			? markup``
			: markup`${renderBadLines(bad)}<p>使えない行は、直してからもう一度送ってください。ほかの行は、下の承認で使われます。</p>`;
	return renderDesk('表の内容', 'items', view, [
		markup`<div class="alarm" role="status"><p>${`表を読み取りました: ${counts}。まだ何も変更していません。`}</p>${lost}${badLines}</div>`,
		...rest,
	]);
}
