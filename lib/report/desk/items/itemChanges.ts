import { isDeepStrictEqual } from 'node:util';
import { formatYen } from '../../../listing/money';
import type { PriceOverride } from '../../../listing/pricing/rule';

type Items = Readonly<Record<string, PriceOverride>>;

/** How the rule of one item differs between two sets of rules. */
export interface ItemChange {
	id: string;
	/** `価格 980円 → 98円、対象外 を外す` */
	words: string;
	/** The item comes back to the shop's rule. */
	isRemoved: boolean;
}

/** Lists the items whose rules differ, in the order of their numbers. */
export function listItemChanges(from: Items, to: Items): ItemChange[] {
	const ids = new Set([...Object.keys(from), ...Object.keys(to)]);
	return [...ids].flatMap((id) => {
		const [old, next] = [from[id] ?? {}, to[id] ?? {}];
		if (isDeepStrictEqual(old, next)) return [];
		return [{ id, words: describeItemChange(old, next), isRemoved: !Object.hasOwn(to, id) }];
	});
}

function describeItemChange(from: PriceOverride, to: PriceOverride): string {
	const parts = [
		describeValue('価格', from.price, to.price, formatYen),
		describeValue('掛け率', from.markupPercent, to.markupPercent, (percent) => `${percent / 100}`),
		describeValue('下限', from.floor, to.floor, formatYen),
		...(from.neverTouch === true && !to.neverTouch ? ['対象外 を外す'] : []),
		...(!from.neverTouch && to.neverTouch === true ? ['対象外 にする'] : []),
	];
	return parts.filter((part) => part !== '').join('、');
}

function describeValue(
	name: string,
	from: number | undefined,
	to: number | undefined,
	show: (value: number) => string,
): string {
	if (from === to) return '';
	if (to === undefined) return `${name} ${show(from!)} を外す`;
	return `${name} ${from === undefined ? 'なし' : show(from)} → ${show(to)}`;
}
