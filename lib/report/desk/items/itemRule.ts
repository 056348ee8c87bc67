import type { PriceOverride } from '../../../listing/pricing/rule';
import { formatYen } from '../../../listing/money';
import { readTypedMarkup } from '../rules/pricingValues';
import { accept, readYen, refuse, type Typed } from '../rules/typedValue';

/** The rule of one item as people type it; an empty text sets nothing. */
export interface TypedItemRule {
	price: string;
	markup: string;
	floor: string;
	neverTouch: string;
}

/** Reads the rule of one item; an empty one brings the item back to the shop's rule. */
export function readItemRule(typed: TypedItemRule): Typed<PriceOverride> {
	const price = readField('価格', typed.price, readYen);
	if (price.problem !== null) return price;
	const markup = readField('', typed.markup, readTypedMarkup);
	if (markup.problem !== null) return markup;
	const floor = readField('下限', typed.floor, readYen);
	if (floor.problem !== null) return floor;
	const neverTouch = readYesNo(typed.neverTouch);
	if (neverTouch.problem !== null) return neverTouch;
	if (price.value === 0) return refuse('価格 0円 では販売できません。1円以上にしてください。');
	if (price.value !== null && markup.value !== null) {
		return refuse('価格と掛け率の両方が入っています。どちらか一方にしてください。');
	}
	if (price.value !== null && floor.value !== null && price.value < floor.value) {
		return refuse(
			`価格 ${formatYen(price.value)} が下限 ${formatYen(floor.value)} より低くなっています。どちらかを直してください。`,
		);
	}
	return accept({
		...(price.value === null ? {} : { price: price.value }),
		...(markup.value === null ? {} : { markupPercent: markup.value }),
		...(floor.value === null ? {} : { floor: floor.value }),
		...(neverTouch.value ? { neverTouch: true } : {}),
	});
}

/** @param name put before a problem that does not name the field itself; empty = it does */
function readField(
	name: string,
	typed: string,
	read: (typed: string) => Typed<number>,
): { value: number | null; problem: null } | { value: null; problem: string } {
	if (typed.trim() === '') return { value: null, problem: null };
	const result = read(typed);
	return result.problem === null
		? result
		: refuse(`${name === '' ? '' : `${name}: `}${result.problem}`);
}

const yes = ['対象外', 'はい', 'yes', 'true', '1', '○', '〇', '◯'];
const no = ['', 'いいえ', 'no', 'false', '0', '-', '×'];

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
	const plain = typed.normalize('NFKC').trim();
	return /^[1-9]\d{0,14}$/.test(plain) ? plain : null;
}

/** Returns the items' rules with one of them changed; an empty rule is left out. */
export function withItemRule(
	items: Readonly<Record<string, PriceOverride>>,
	id: string,
	rule: PriceOverride,
): Record<string, PriceOverride> {
	const { [id]: _, ...others } = items;
	return Object.keys(rule).length === 0 ? others : { ...others, [id]: rule };
}
