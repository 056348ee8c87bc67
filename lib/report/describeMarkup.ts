import type { TypedMarkup } from '../listing/pricing/typedMarkup';

/** Tells the owner why a typed markup is refused, and its probable meaning. */
export function describeMarkupProblem(typed: Exclude<TypedMarkup, { kind: 'markup' }>): string {
	switch (typed.kind) {
		case 'empty':
			return '掛け率 (markup) が空です。1.3 のように入れてください。';
		case 'too_fine':
			return `掛け率 (markup)「${typed.typed}」は使えません。1.3 のように小数点以下2桁までで入れてください。`;
		case 'slip':
			if (typed.likely === null) {
				return `掛け率 (markup)「${typed.typed}」は使えません。1,000円の商品を 1,300円で売るなら、1.3 と入れてください。`;
			}
			return /[%％]\s*$/.test(typed.typed)
				? `掛け率 (markup)「${typed.typed}」は入れ間違いではありませんか。${typed.likely}% か ${typed.likely / 100} のことですか。そのように入れてください。`
				: `掛け率 (markup)「${typed.typed}」は入れ間違いではありませんか。${typed.likely / 100} のことなら、そのように入れてください。`;
	}
}

/** Says why a rule can't be used, and what the runs do until it can. @param problem a whole sentence */
export const describeRuleProblem = (problem: string): string =>
	`${problem}直るまで、価格の変更と公開は止めています。売り切れと原価割れの商品は、これまでどおり非公開にします。`;
