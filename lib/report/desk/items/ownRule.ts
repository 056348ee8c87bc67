import { isDeepStrictEqual } from 'node:util';
import { formatYen } from '../../../listing/money';
import type { PriceOverride } from '../../../listing/pricing/rule';
import { markup, type Html } from '../../render/inert';
import { renderButton, renderForm, type DeskView } from '../deskShell';
import { showItemRule, type TypedItemRule } from './itemRule';

/** A form of an item's own rule that came back with something to ask about. */
export interface AskedRule {
	/** One sentence. */
	problem: string;
	typed: TypedItemRule;
}

const fields = [
	['price', '価格 (固定)', '例: 2980。Amazonの価格が変わっても、この価格にします'],
	['markup', '掛け率', '例: 1.5。この商品だけの掛け率です'],
	['floor', '下限', '例: 2000。これより安くなるときは販売しません'],
] as const;

/**
 * Renders the rule of one item, in words and as a form.
 * @param rules `ruling`: the one that applies; `typed`: the one with what waits for approval
 * @param asked the form that came back
 */
export function renderOwnRule(
	itemId: number,
	{ ruling, typed: last }: { ruling: PriceOverride; typed: PriceOverride },
	{ sign }: DeskView,
	asked?: AskedRule,
): Html {
	const typed = asked?.typed ?? showItemRule(last);
	const target = String(itemId);
	const problem = asked
		? markup`<p class="alarm" role="alert">まだ何も変更していません。${asked.problem}</p>`
		: '';
	const waiting = isDeepStrictEqual(ruling, last)
		? ''
		: markup`<p class="note">${`承認待ちの変更: ${explainRule(last)} 下の欄には、承認待ちの値が入っています。`}</p>`;
	const rows = fields.map(
		([name, label, hint]) =>
			markup`<div class="field"><label for="own-${name}">${label}</label><input id="own-${name}" name="${name}" value="${typed[name]}" autocomplete="off" aria-describedby="own-h-${name}"><small id="own-h-${name}">${hint}</small></div>`,
	);
	const checked = typed.neverTouch === 'はい' ? markup` checked` : '';
	const form = renderForm(
		sign('own_rule', [target]),
		markup`<div class="columns">${rows}</div><label class="pick"><input type="checkbox" name="never" value="はい"${checked}>対象外にする (価格・公開・在庫を変えません)</label><div class="bar">${renderButton('何が変わるかを見る')}</div>`,
	);
	const isRuled = Object.keys({ ...ruling, ...last }).length > 0;
	const back = isRuled
		? renderForm(sign('to_auto', [target]), renderButton('自動に戻す', 'quiet'))
		: '';
	return markup`<section class="card answer" id="own-rule"><h2>この商品だけのルール</h2>${problem}<p>${explainRule(ruling)}</p>${waiting}${form}${back}</section>`;
}

/** Says in one or two sentences what an item's own rule means. */
export function explainRule(rule: PriceOverride): string {
	const { price, markupPercent, floor, neverTouch } = rule;
	if (neverTouch) return '対象外です。Amazonで売り切れても、価格・公開・在庫を変えません。';
	if (Object.keys(rule).length === 0) {
		return 'この商品だけのルールはありません。ショップのルールどおりに自動で決めます。';
	}
	const least =
		floor === undefined ? '' : `下限 ${formatYen(floor)} より安くなるときは、非公開にします。`;
	return `${explainPrice(price, markupPercent)}${least}`;
}

function explainPrice(price?: number, markupPercent?: number): string {
	if (price !== undefined) {
		return `価格を ${formatYen(price)} に固定しています。Amazonの価格が変わっても同じ価格で販売し、売り切れや原価割れのときは非公開にします。`;
	}
	if (markupPercent !== undefined) {
		return `この商品だけ、掛け率 ${markupPercent / 100} で価格を決めます。`;
	}
	return '価格はショップのルールどおりに自動で決めます。';
}
