import type { Preview, PreviewedMove } from '../ledger/rules/preview';
import { describeDuration } from '../listing/age';
import { formatCount, formatYen, formatYenChange } from '../listing/money';
import { formatMoment } from './formatTime';
import { shorten } from './render/shorten';

/** Says in a few lines what rules would do, beside the code that approves them. */
export function describePreview(preview: Preview): string[] {
	const [largest] = preview.examples;
	return [
		`承認すると: ${describeCounts(preview)}`,
		...(largest ? [`いちばん大きな変更: ${describeMove(largest)}`] : []),
		...describeAnyway(preview),
		...describeRefused(preview),
		`${describeAges(preview)}${describeTime(preview)}`,
	];
}

/** Says how much of a preview has nothing to do with the change; nothing if all of it has. */
export const describeAnyway = ({ anyway = 0 }: Preview): string[] =>
	anyway === 0
		? []
		: [`このうち ${formatCount(anyway)}件は、この変更がなくても、次の実行で同じように変わります。`];

/** Names own prices of items that the rules do not take; nothing if there are none. */
export const describeRefused = ({ refused = 0 }: Preview): string[] =>
	refused === 0
		? []
		: [
				`決めた価格にできない商品が ${formatCount(refused)}件あります (下限を下回る、または上限を超えるため)。その価格にはなりません。`,
			];

function describeCounts(preview: Preview): string {
	const { hide, below_floor, average_yen, rise, fall, total, blocked = 0 } = preview;
	const parts = [
		...(below_floor === 0 ? [] : [`原価割れ ${formatCount(below_floor)}件`]),
		...(blocked === 0 ? [] : [`出品しないリストの商品 ${formatCount(blocked)}件`]),
	];
	const causes = parts.length === 0 ? '' : ` (うち${parts.join('、')})`;
	const average = rise + fall === 0 ? '' : ` (平均 ${formatYenChange(average_yen)})`;
	return [
		`値上げ ${formatCount(rise)}件`,
		`値下げ ${formatCount(fall)}件${average}`,
		`非公開 ${formatCount(hide)}件${causes}`,
		`公開・補充 ${formatCount(preview.show)}件`,
		`変わらず ${formatCount(preview.unchanged)}件`,
		`まだ分からない ${formatCount(preview.unknown)}件 (全 ${formatCount(total)}件)`,
	].join('・');
}

const LONGEST_TITLE = 40;

function describeMove({ title, asin, from, to }: PreviewedMove): string {
	const change =
		to === null
			? `${formatYen(from)} → 非公開`
			: `${formatYen(from)} → ${formatYen(to)} (${formatYenChange(to - from)})`;
	return `${shorten(title, LONGEST_TITLE)} (${asin}) ${change}`;
}

const HOUR_MS = 3_600_000;

/** A message may be read long after the preview was made, so the ages are those of its time. */
function describeAges({ at, listed_at, answer_hours }: Preview): string {
	const answers =
		answer_hours === null
			? 'Amazonはまだ確認していません'
			: `Amazonの確認は半数が${describeHours(answer_hours.median)}以内、最も古いもので${describeHours(answer_hours.oldest)}前`;
	return `${formatMoment(Date.parse(at))} の計算です (BASEの一覧は ${formatMoment(Date.parse(listed_at))}、${answers})。`;
}

/** Answers of this minute are no 0 minutes old. */
const describeHours = (hours: number): string =>
	describeDuration(Math.max(hours * HOUR_MS, 60_000));

const describeTime = ({ base_minutes }: Preview): string =>
	base_minutes === 0
		? '反映はBASEの1時間の上限に収まります。'
		: `BASEの1時間の上限のため、全部の反映に約${describeDuration(base_minutes * 60_000)}かかります。`;
