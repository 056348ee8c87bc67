import type { Preview, PreviewedMove } from '../../../ledger/rules/preview';
import { nameBlock } from '../../../listing/blocks/blockLists';
import { moveKinds, type ForeseenKind } from '../../../listing/pricing/foreseen';
import { formatCount, formatYen, formatYenChange } from '../../../listing/money';
import { describeAnyway, describePreview, describeRefused } from '../../describePreview';
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
	const { rise, fall, hide, below_floor, show, unchanged, unknown, average_yen, blocked } = preview;
	const count = (value: number) => `${formatCount(value)}件`;
	const average = rise + fall === 0 ? '' : `値上げ・値下げの平均 ${formatYenChange(average_yen)}`;
	return [
		renderTiles([
			{ name: '値上げ', value: count(rise), note: average },
			{ name: '値下げ', value: count(fall) },
			{
				name: '非公開',
				value: count(hide),
				note: [
					...(below_floor === 0 ? [] : [`うち原価割れ ${count(below_floor)}`]),
					...(blocked ? [`うち出品しないリストの商品 ${count(blocked)}`] : []),
				].join('、'),
				...(hide > 0 ? { tone: 'warn' as const } : {}),
			},
			{ name: '公開・補充', value: count(show) },
			{ name: '変わらず', value: count(unchanged) },
			{ name: 'まだ分からない', value: count(unknown), note: `全 ${count(preview.total)}` },
		]),
		markup`<p class="note">${describePreview(preview).at(-1)!}計算した時点の予想で、これまでに承認して、まだ反映していない変更も含みます。</p>`,
		...describeAnyway(preview).map((line) => markup`<p class="note">${line}</p>`),
		...describeRefused(preview).map((line) => markup`<p class="alarm">${line}</p>`),
		...renderBlockAlarm(preview),
		decision,
		...renderExamples(preview),
	];
}

/** A short word in a block list can take a whole shop off sale. */
const MOST_BLOCKED_SHARE = 0.05;

function renderBlockAlarm({ blocked = 0, on_sale = 0 }: Preview): Html[] {
	if (blocked <= on_sale * MOST_BLOCKED_SHARE) return [];
	const percent = on_sale === 0 ? 100 : Math.round((blocked * 100) / on_sale);
	return [
		markup`<p class="alarm" role="alert">${`出品しないリストに当たるため、公開中の ${formatCount(on_sale)}件のうち ${formatCount(blocked)}件 (約${percent}%) を非公開にします。下の「出品しないリストに当たるもの」で、当たった言葉を確かめてください。`}</p>`,
	];
}

const headings: Record<ForeseenKind, string> = {
	blocked: '出品しないリストに当たるもの (非公開)',
	hide: '非公開になる商品',
	rise: '値上げする商品',
	fall: '値下げする商品',
	show: '公開・補充する商品',
};

/** Previews that were stored before there were examples of each kind have only the largest of all. */
function renderExamples(preview: Preview): Html[] {
	const { examples, examples_of, hide, blocked = 0 } = preview;
	if (!examples_of) return [renderMoves('変わり方の大きい商品', examples)];
	const count = (kind: ForeseenKind) =>
		kind === 'blocked' ? blocked : kind === 'hide' ? hide - blocked : preview[kind];
	const parts = moveKinds
		.filter((kind) => examples_of[kind].length > 0)
		.map((kind) => {
			const [all, shown] = [count(kind), examples_of[kind].length];
			const note = all > shown ? ` ${formatCount(all)}件のうち ${shown}件` : ` ${all}件`;
			return renderMoves(`${headings[kind]}${note}`, examples_of[kind]);
		});
	return parts.length === 0 ? [renderMoves('', [])] : parts;
}

function renderMoves(heading: string, moves: readonly PreviewedMove[]): Html {
	if (moves.length === 0) return markup`<p class="card answer">変わる商品はありません。</p>`;
	const rows = moves.map(({ title, asin, from, to, why, block }): Cell[] => [
		{ text: title },
		{ text: asin, isCode: true },
		{ text: formatYen(from), isNumber: true },
		{ text: to === null ? '非公開' : formatYen(to), isNumber: true },
		{ text: block ? nameBlock(block) : why.join('。') },
	]);
	const table = renderTable(['商品', 'ASIN', 'いま', '変更後', '理由'], rows);
	return markup`<section class="card answer"><h2>${heading}</h2>${table}</section>`;
}
