import type { RuleAnswer, RunRules } from '../../ledger/rules/runRules';
import { formatCount } from '../../listing/money';
import { defaultMarkup } from '../../listing/pricing/defaultRule';

/** Tells about the rules where nothing has to be done. */
export const describeDefaults = ({ assumesMarkup }: RunRules): string[] =>
	assumesMarkup ? [`「設定」の markup が空のため、掛け率 ${defaultMarkup} で計算しています。`] : [];

/** Says that settings which can't be read change nothing. @param problem a whole sentence */
export const describeSettingsProblem = (problem: string): string =>
	`設定を読めないため、これまでのルールのまま続けています: ${problem}`;

/** Says what a code of the owner's has done. */
export function describeAnswer({ code, kind, version, count }: RuleAnswer): string {
	switch (kind) {
		case 'approved':
			return `承認 ${code} を受け付けました。これから新しいルール (版 ${version}) で価格を決めます。`;
		case 'yes':
			return `お答え ${code} を受け付けました。${formatCount(count)}件に反映します。`;
		case 'no':
			return `お答え ${code} を受け付けました。${formatCount(count)}件は今のままにします。`;
		case 'used':
			return `承認 ${code} は使用済みです。「設定」の approve を空にして構いません。`;
		case 'void':
			return `承認 ${code} は、その後にルールが変わったため使えません。新しい番号のお知らせをお待ちください。`;
		case 'unknown':
			return `承認 ${code} という番号はありません。お知らせに書かれた番号を確かめてください。`;
	}
}

/**
 * Says which hours can't be read, and that nothing is closed until they can.
 * @param typed the text; null = they are the node's own list of hours
 * @param reason a whole sentence that says how to write it
 */
export const describeHoursProblem = (typed: string | null, reason: string): string =>
	`営業時間 (business_hours)${typed === null ? '' : `「${typed}」`}を読めないため、時間を限らずにいつでも動いています。${reason}`;

/** For a workflow of before the rule book: two rules would fight over every price. */
export const BESIDE_BOOK =
	'このワークフローは、ショップのルールではなく自分の設定の掛け率で動いています。互いの変更を打ち消し合うので、新しい版のワークフローを読み込み、こちらは Unpublish してください。';
