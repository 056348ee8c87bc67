import type {
	ProposalNote,
	QuestionNote,
	RuleAnswer,
	RuleDifference,
	RunRules,
} from '../ledger/rules/runRules';
import type { RuleValues } from '../ledger/rules/ruleValues';
import type { QuestionKind } from '../listing/guards/questionKinds';
import { defaultMarkup } from '../listing/pricing/defaultRule';
import { formatCount, formatYen } from '../listing/money';
import { roundingNames, type Rounding } from '../listing/pricing/rounding';
import type { PricingRule } from '../listing/pricing/rule';

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

/** Asks the owner, with the code of each answer. */
export function describeQuestion({ kind, count, codes, examples }: QuestionNote): string {
	const { about, yes, no } = tellQuestion(kind, count);
	const shown = describeExamples(examples);
	return `${about}${yes}には ${codes.yes}、${no}には ${codes.no} を「設定」の approve に入れてください。${shown}`;
}

/** Says why items wait for the owner, and what each answer does. */
export function tellQuestion(kind: QuestionKind, count: number): ToldQuestion {
	const { about, ...words } = questions[kind];
	return { ...words, about: about(`${formatCount(count)}件`) };
}

export interface ToldQuestion extends Omit<QuestionWords, 'about'> {
	/** Why they wait, in a sentence. */
	about: string;
}

interface QuestionWords {
	/** The matter, for a heading. */
	name: string;
	/** Why it waits. @param items their number, with its unit */
	about: (items: string) => string;
	/** The effect of a yes; "には" follows. */
	yes: string;
	no: string;
}

const questions: Record<QuestionKind, QuestionWords> = {
	first_price: {
		name: '今の価格と大きく違う価格',
		about: (items) => `計算した価格と30%より大きく違うため、${items}を今の価格のままにしています。`,
		yes: '計算した価格にする',
		no: '今の価格のままにする',
	},
	unexplained: {
		name: '変える理由の見つからない価格',
		about: (items) =>
			`仕入値も掛け率も変わっていないのに、計算した価格が今の価格と違うため、${items}を今の価格のままにしています。`,
		yes: '計算した価格にする',
		no: '今の価格のままにする',
	},
	unsupported: {
		name: '確かめられない大きな値下がり',
		about: (items) =>
			`Amazonの価格が大きく下がり、ほかの出品やカート価格で確かめられないため、${items}を値下げせずにいます。`,
		yes: '値下げする',
		no: '今の価格のままにする',
	},
	hidden_by_hand: {
		name: '手動で変更された商品の公開',
		about: (items) =>
			`Amazonに在庫が戻りましたが、非公開の間にBASEの管理画面で変更されたため、${items}を公開せずにいます。`,
		yes: '公開する',
		no: '非公開のままにする',
	},
	refill: {
		name: '在庫の補充',
		about: (items) =>
			`在庫が0になった商品が一度に多いため、${items}を補充せずにいます (休業などで手動で0にしたときは、そのままで構いません)。`,
		yes: '補充する',
		no: '在庫0のままにする',
	},
	wave: {
		name: 'ふだんより多い変更',
		about: (items) => `同じ種類の変更が多すぎるため、${items}を止めています。`,
		yes: '続きも行う',
		no: '行わない',
	},
};

const describeExamples = (examples: QuestionNote['examples']): string =>
	examples.length === 0 ? '' : ` (例: ${examples.map(describeExample).join('、')})`;

function describeExample({ asin, price, to, visible }: QuestionNote['examples'][number]): string {
	const moves = [
		...(to === null ? [] : [`${formatYen(price)} → ${formatYen(to)}`]),
		...(visible === null ? [] : [visible ? '公開' : '非公開']),
	];
	return `${asin} ${moves.join('・') || '在庫の変更'}`;
}

/** Names the changes that wait, as people say them, and the code that approves them. */
export function describeProposal({ code, differences, stays }: ProposalNote): string {
	const wanted = `「設定」の変更はまだ使っていません: ${differences.map(describeDifference).join('、')}。`;
	const how = stays
		? `「設定」の approve に前から残っている ${code} は承認になりません。このルールにするには approve を空にして Publish し、次の定期実行のあとで ${code} を入れ直し、`
		: `このルールにするには「設定」の approve に ${code} を入れ、`;
	return `${wanted}${how}取りやめるには「設定」を元に戻してください。`;
}

/** By place in the book's values; a value without a name is shown by its place. */
const names: Record<string, string> = {
	live: '本番',
	room: 'Chatworkのルーム',
	desk_url: '操作画面のアドレス',
	business_hours: '営業時間',
	blocked: '出品しないリスト',
	footer: '説明の末尾の文',
	watch_quota_percent: '値動きチェックが使うAmazonの枠',
	dead_wood_days: '「売り切れが続く商品」にするまでの日数',
	items: '商品ごとのルール',
	'pricing.tiers': '掛け率',
	'pricing.targetMarginPercent': '目標の利益率',
	'pricing.fixedCost': '1件ごとの費用',
	'pricing.shippingCost': '発送の費用',
	'pricing.fees': 'ショップの手数料',
	'pricing.deductPoints': 'ポイントを仕入値から引く',
	'pricing.rounding': '端数の扱い',
	'pricing.minimum': '最低価格',
	'pricing.maximum': '最高価格',
	'pricing.minimumRatioPercent': '仕入値に対する下限',
	'filter.maximumShipHours': '発送までの時間',
	'filter.acceptUnstatedShipTime': '発送時期の記載なしを認める',
	'filter.shipping': '送料のかかる出品',
	'filter.requireFba': 'Amazonの発送だけ',
	'filter.requirePrime': 'プライムだけ',
	'filter.minimumRatingPercent': '出品者の高評価の割合',
	'filter.minimumRatingCount': '出品者の評価の件数',
	'guards.maximumCostAgeMs': '仕入値を信じる時間',
	'guards.maximumAnswerAgeMs': '値下げ・公開に使う確認の時間',
	'guards.checkIdentity': '別の商品に変わった疑いを止める',
	'guards.respectOwner': '手動の変更を尊重する',
	'guards.minimumEditYen': '更新する最小の差額',
	'guards.refillStock': '在庫を戻す数',
	'thresholds.yen': 'お知らせする値動き',
	'thresholds.percent': 'お知らせする値動きの割合',
	'thresholds.watchNewsMinutes': '値動きチェックのお知らせをまとめる間隔',
};

const describeDifference = ({ field, from, to }: RuleDifference): string =>
	`${names[field] ?? field} ${describeValue(field, from)} → ${describeValue(field, to)}`;

const shippings: Record<string, string> = { free: '認めない', include: '送料を足して認める' };

function describeValue(field: string, value: unknown): string {
	if (field === 'pricing.tiers') return describeTiers(value as PricingRule['tiers']);
	if (field === 'pricing.minimum') return describeMinimum(value as PricingRule['minimum']);
	if (field === 'pricing.fees') return describeFees(value as PricingRule['fees']);
	if (field === 'pricing.rounding') return roundingNames[value as Rounding];
	if (field === 'blocked') return describeLists(value as RuleValues['blocked']);
	if (field === 'items') return `${formatCount(Object.keys(value as object).length)}件`;
	if (field === 'filter.shipping') return shippings[String(value)] ?? String(value);
	if (typeof value === 'boolean') return value ? 'オン' : 'オフ';
	if (value === null) return 'なし';
	if (typeof value === 'number') return describeNumber(field, value);
	return String(value);
}

function describeNumber(field: string, value: number): string {
	if (field === 'pricing.minimumRatioPercent') return `${value / 100}倍`;
	if (field.endsWith('Percent') || field.endsWith('percent')) return `${value}%`;
	if (field.endsWith('_days')) return `${value}日`;
	if (field.endsWith('Minutes')) return `${value}分`;
	if (field.endsWith('Ms')) return `${value / 3_600_000}時間`;
	if (field.endsWith('Hours')) return `${value}時間`;
	if (field === 'guards.refillStock' || field.endsWith('Count')) return String(value);
	return formatYen(value);
}

const describeLists = ({ asins, brands, words, action }: RuleValues['blocked']): string =>
	`ASIN ${formatCount(asins.length)}件・ブランド ${formatCount(brands.length)}件・言葉 ${formatCount(words.length)}件 (${action === 'hide' ? '非公開にする' : 'お知らせのみ'})`;

const describeTiers = (tiers: PricingRule['tiers']): string =>
	tiers
		.map(({ upTo, markupPercent }) =>
			upTo === null ? `${markupPercent / 100}` : `${formatYen(upTo)}まで ${markupPercent / 100}`,
		)
		.join('・');

const describeMinimum = (minimum: PricingRule['minimum']): string =>
	minimum === null
		? 'なし'
		: `${formatYen(minimum.price)} (${minimum.action === 'lift' ? '引き上げる' : '付けない'})`;

const describeFees = ({ rates, fixed }: PricingRule['fees']): string =>
	rates.length === 0 && fixed === 0
		? 'なし'
		: [...rates.map((rate) => `${rate / 100}%`), ...(fixed > 0 ? [formatYen(fixed)] : [])].join(
				'+',
			);
