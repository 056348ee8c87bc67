import type { ProposalNote, RuleDifference } from '../../ledger/rules/runRules';
import type { RuleValues } from '../../ledger/rules/ruleValues';
import { formatCount, formatYen } from '../../listing/money';
import { roundingNames, type Rounding } from '../../listing/pricing/rounding';
import type { PricingRule } from '../../listing/pricing/rule';

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
