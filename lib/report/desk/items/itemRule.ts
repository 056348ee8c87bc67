import type { PriceOverride } from '../../../listing/pricing/rule';
import { toPlainFigure } from '../../../listing/pricing/toPlainFigure';
import { formatYen } from '../../../listing/money';
import { readTypedMarkup } from '../rules/pricingValues';
import { accept, isNothing, readYen, refuse, type Typed } from '../rules/typedValue';

/** The rule of one item as people type it. */
export interface TypedItemRule {
	price: string;
	markup: string;
	floor: string;
	neverTouch: string;
}

/**
 * Reads what was typed over the rule that an item has. An absent field was not asked about, so its value stays; an
 * empty one, or なし, takes the value away. A rule without values brings the item back to the shop's rule.
 */
export function mergeItemRule(
	before: PriceOverride,
	typed: Partial<TypedItemRule>,
): Typed<PriceOverride> {
	const price = readField('価格', typed.price, before.price, readYen);
	if (price.problem !== null) return price;
	const factor = readField('', typed.markup, before.markupPercent, readTypedMarkup);
	if (factor.problem !== null) return factor;
	const floor = readField('下限', typed.floor, before.floor, readYen);
	if (floor.problem !== null) return floor;
	const neverTouch =
		typed.neverTouch === undefined
			? accept(before.neverTouch === true)
			: readYesNo(typed.neverTouch);
	if (neverTouch.problem !== null) return neverTouch;
	const problem = findConflict(typed, {
		...{ price: price.value, markupPercent: factor.value, floor: floor.value },
	});
	if (problem !== null) return refuse(problem);
	return accept({
		...(price.value === null ? {} : { price: price.value }),
		...(factor.value === null ? {} : { markupPercent: factor.value }),
		...(floor.value === null ? {} : { floor: floor.value }),
		...(neverTouch.value ? { neverTouch: true } : {}),
	});
}

/** @param name put before a problem that does not name the field itself; empty = it does */
function readField(
	name: string,
	typed: string | undefined,
	before: number | undefined,
	read: (typed: string) => Typed<number>,
): Typed<number | null> {
	if (typed === undefined) return accept(before ?? null);
	if (isNothing(typed)) return accept(null);
	const result = read(typed);
	return result.problem === null
		? result
		: refuse(`${name === '' ? '' : `${name}: `}${result.problem}`);
}

type Amounts = Record<'price' | 'markupPercent' | 'floor', number | null>;

/** Says why what was typed can't hold together with the rest of the rule; null if it can. */
function findConflict(
	typed: Partial<TypedItemRule>,
	{ price, markupPercent, floor }: Amounts,
): string | null {
	if (price === 0) return '価格 0円 では販売できません。1円以上にしてください。';
	// Values that nobody typed now rule already, so they are no reason to ask.
	const isTyped = (...names: Array<keyof TypedItemRule>) =>
		names.some((name) => typed[name] !== undefined);
	if (price !== null && markupPercent !== null && isTyped('price', 'markup')) {
		if (typed.markup === undefined) {
			return `この商品には掛け率 ${markupPercent / 100} が決めてあります。価格 ${formatYen(price)} に替えるなら、掛け率に「なし」と入れてください。`;
		}
		if (typed.price === undefined) {
			return `この商品には価格 ${formatYen(price)} が決めてあります。掛け率 ${markupPercent / 100} に替えるなら、価格に「なし」と入れてください。`;
		}
		return '価格と掛け率の両方が入っています。どちらか一方にしてください。';
	}
	if (price !== null && floor !== null && price < floor && isTyped('price', 'floor')) {
		const note = (name: 'price' | 'floor') => (isTyped(name) ? '' : ' (いまの設定)');
		return `価格 ${formatYen(price)}${note('price')} が下限 ${formatYen(floor)}${note('floor')} より低くなっています。どちらかを直してください。`;
	}
	return null;
}

const yes = [
	...['対象外', 'はい', 'yes', 'y', 'true', 'on', '1'],
	...['○', '〇', '◯', '◎', '●', '✓', '✔', '☑', 'レ'],
];
const no = ['', 'なし', 'いいえ', 'no', 'n', 'false', 'off', '0', '-', '×', '☐'];

function readYesNo(typed: string): Typed<boolean> {
	const plain = typed.normalize('NFKC').trim().toLowerCase();
	if (yes.includes(plain)) return accept(true);
	if (no.includes(plain)) return accept(false);
	return refuse(
		`対象外:「${typed.trim()}」を読めません。触らない商品は「はい」、ほかは空にしてください。`,
	);
}

/** Shows the rule of one item as a person would type it. */
export const showItemRule = (rule: PriceOverride): TypedItemRule => ({
	price: rule.price === undefined ? '' : String(rule.price),
	markup: rule.markupPercent === undefined ? '' : String(rule.markupPercent / 100),
	floor: rule.floor === undefined ? '' : String(rule.floor),
	neverTouch: rule.neverTouch === true ? 'はい' : '',
});

/** Reads the number of an item in BASE; null if it is none. */
export function readItemId(typed: string): string | null {
	const plain = toPlainFigure(typed);
	return /^[1-9]\d{0,14}$/.test(plain) ? plain : null;
}

/** Returns the items' rules with one of them changed; an empty rule is left out. It copies them all. */
export function withItemRule(
	items: Readonly<Record<string, PriceOverride>>,
	id: string,
	rule: PriceOverride,
): Record<string, PriceOverride> {
	const { [id]: _, ...others } = items;
	return Object.keys(rule).length === 0 ? others : { ...others, [id]: rule };
}
