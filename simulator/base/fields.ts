import type { ItemChange, ShopItem } from '../world/shop';
import { BaseRefusal } from './errors';

/** Four-byte characters (emoji and some kanji): BASE's database does not hold them. */
const fourByte = /[\u{10000}-\u{10FFFF}]/u;

/** Prices that this BASE takes, in yen. */
const priceRange = [1, 99_999_999] as const;

/** @throws BaseRefusal: BASE names no field, it only says that something is not valid. */
export function wholeNumber(text: string | null, least: number, most: number): number {
	const value = text !== null && /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= least && value <= most)) throw new BaseRefusal('validation_error');
	return value;
}

export const readStock = (text: string | null): number => wholeNumber(text, 0, 999_999);

function refuseWhere(isWrong: boolean, text: string): string {
	if (isWrong) throw new BaseRefusal('validation_error');
	return text;
}

const readers: { [Field in keyof ItemChange]?: (text: string) => ItemChange[Field] } = {
	title: (text) => refuseWhere(text === '' || fourByte.test(text), text),
	detail: (text) => refuseWhere(fourByte.test(text), text),
	price: (text) => wholeNumber(text, ...priceRange),
	proper_price: (text) => (text === '' ? null : wholeNumber(text, ...priceRange)),
	item_tax_type: (text) => wholeNumber(text, 1, 3),
	stock: readStock,
	visible: (text) => (wholeNumber(text, 0, 1) === 1 ? 1 : 0),
	identifier: (text) => refuseWhere(text.length > 100 || /\s/.test(text), text),
	list_order: (text) => wholeNumber(text, 0, 9_999_999),
};

/** The item fields that a form holds, checked. Fields it does not hold are not in the answer. */
export function readItemFields(form: URLSearchParams): ItemChange {
	const change: ItemChange = {};
	for (const [name, read] of Object.entries(readers)) {
		const text = form.get(name);
		if (text !== null) Object.assign(change, { [name]: read(text) });
	}
	return change;
}

/** Variation rows after the form's `variation_id[0]`, `variation_stock[0]` and so on; null where it has none. */
export function readVariations(
	form: URLSearchParams,
	item: ShopItem,
): ShopItem['variations'] | null {
	const variations = item.variations.map((variation) => ({ ...variation }));
	let index = 0;
	for (; form.has(`variation_id[${index}]`); index++) {
		const id = Number(form.get(`variation_id[${index}]`));
		const row = variations.find((variation) => variation.variation_id === id);
		if (!row) throw new BaseRefusal('bad_variation_id');
		const stock = form.get(`variation_stock[${index}]`);
		if (stock !== null) row.variation_stock = readStock(stock);
		row.variation = form.get(`variation[${index}]`) ?? row.variation;
	}
	return index === 0 ? null : variations;
}
