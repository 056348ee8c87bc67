import type { Preview, PreviewedMove } from '../../../ledger/rules/preview';
import { formatCount, formatYen, formatYenChange } from '../../../listing/money';
import { describePreview } from '../../describePreview';
import { renderTable, renderTiles, type Cell } from '../../pages/pageShell';
import { markup, type Html } from '../../render/inert';

/**
 * Renders the effects that rules would have.
 * @param decision the question with its buttons: between the counts and the examples, so that a phone shows it
 * without a long way down
 */
export function renderPreview(preview: Preview | null, decision: Html): Html[] {
	if (preview === null) {
		return [
			markup`<p class="card answer">BASEの商品一覧をまだ読んでいないため、何件が変わるかを計算できません。「価格・在庫の同期」を1回動かしてから、もう一度ご覧ください。</p>`,
			decision,
		];
	}
	const { rise, fall, hide, below_floor, show, unchanged, unknown, average_yen } = preview;
	const count = (value: number) => `${formatCount(value)}件`;
	const average = rise + fall === 0 ? '' : `値上げ・値下げの平均 ${formatYenChange(average_yen)}`;
	return [
		renderTiles([
			{ name: '値上げ', value: count(rise), note: average },
			{ name: '値下げ', value: count(fall) },
			{
				name: '非公開',
				value: count(hide),
				note: below_floor === 0 ? '' : `うち原価割れ ${count(below_floor)}`,
				...(hide > 0 ? { tone: 'warn' as const } : {}),
			},
			{ name: '公開・補充', value: count(show) },
			{ name: '変わらず', value: count(unchanged) },
			{ name: 'まだ分からない', value: count(unknown), note: `全 ${count(preview.total)}` },
		]),
		markup`<p class="note">${describePreview(preview).at(-1)!}次の実行ですることの全部で、これまでに承認して、まだ反映していない変更も含みます。</p>`,
		decision,
		renderMoves(preview.examples),
	];
}

function renderMoves(moves: readonly PreviewedMove[]): Html {
	if (moves.length === 0) return markup`<p class="card answer">変わる商品はありません。</p>`;
	const rows = moves.map(({ title, asin, from, to, why }): Cell[] => [
		{ text: title },
		{ text: asin, isCode: true },
		{ text: formatYen(from), isNumber: true },
		{ text: to === null ? '非公開' : formatYen(to), isNumber: true },
		{ text: why.join('。') },
	]);
	const table = renderTable(['商品', 'ASIN', 'いま', '変更後', '理由'], rows);
	return markup`<section class="card"><h2>変わり方の大きい商品</h2>${table}</section>`;
}
