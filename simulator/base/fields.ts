import type { ItemChange, ShopItem } from '../world/shop';
import { BaseRefusal, type BaseErrorCode } from './errors';

/** Four-byte characters (emoji and some kanji): BASE's database does not hold them. */
const fourByte = /[\u{10000}-\u{10FFFF}]/u;

/** Prices that this BASE takes, in yen. */
const priceRange = [1, 99_999_999] as const;

function wholeNumber(text: string, code: BaseErrorCode, least: number, most: number): number {
	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= least && value <= most)) throw new BaseRefusal(code);
	return value;
}

function words(text: string, code: BaseErrorCode): string {
	if (fourByte.test(text)) throw new BaseRefusal(code);
	return text;
}

function title(text: string): string {
	if (text === '') throw new BaseRefusal('no_title');
	return words(text, 'bad_title');
}

function visible(text: string): 0 | 1 {
	if (text !== '0' && text !== '1') throw new BaseRefusal('bad_visible');
	return text === '1' ? 1 : 0;
}

function identifier(text: string): string {
	if (text.length > 100) throw new BaseRefusal('bad_identifier');
	return text;
}

const readers: { [Field in keyof ItemChange]?: (text: string) => ItemChange[Field] } = {
	title,
	detail: (text) => words(text, 'bad_detail'),
	price: (text) => wholeNumber(text, 'bad_price', ...priceRange),
	proper_price: (text) =>
		text === '' ? null : wholeNumber(text, 'bad_proper_price', ...priceRange),
	item_tax_type: (text) => wholeNumber(text, 'invalid_request', 1, 3),
	stock: (text) => wholeNumber(text, 'bad_stock', 0, 999_999),
	visible,
	identifier,
	list_order: (text) => wholeNumber(text, 'bad_list_order', 0, 9_999_999),
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
		if (stock !== null) row.variation_stock = wholeNumber(stock, 'bad_stock', 0, 999_999);
		row.variation = form.get(`variation[${index}]`) ?? row.variation;
	}
	return index === 0 ? null : variations;
}
