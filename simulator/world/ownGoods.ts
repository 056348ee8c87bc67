import { makeTitle } from './catalog';
import { withCheckDigit } from './generate';
import type { Random } from './random';
import type { Shop } from './shop';
import { shelves } from './words';

/**
 * Goods that the owner makes or buys elsewhere, under codes of their own. Some of these look like an ASIN:
 * ten digits, a word with numbers, and now and then ten digits that pass the check of an ISBN.
 */

const digits = '0123456789';

const codes: ReadonlyArray<(random: Random) => string> = [
	(random) => `09${random.text(8, digits)}`,
	(random) => `BEAR${random.text(6, digits)}`,
	(random) => `BAG20${random.integer(20, 26)}${random.text(3, digits)}`,
	(random) => withCheckDigit(`4${random.text(8, digits)}`),
];

/** Puts so many of them into the shop. Gives the codes that Amazon may know as somebody else's book. */
export function placeOwnGoods(shop: Shop, count: number, random: Random, now: number): string[] {
	const books: string[] = [];
	for (let index = 0; index < count; index++) {
		const isBook = index % codes.length === codes.length - 1;
		const identifier = codes[index % codes.length]!(random);
		if (isBook) books.push(identifier);
		const title = `手作り ${makeTitle(random, null, random.pick(shelves))}`;
		shop.place(
			{
				title,
				detail: title,
				price: random.integer(10, 90) * 100,
				proper_price: null,
				item_tax_type: 1,
				stock: random.integer(1, 5),
				visible: 1,
				list_order: 1_000_000 + index,
				identifier,
				modified: Math.floor(now / 1000) - random.integer(3_600, 90 * 86_400),
				images: [],
				variations: [],
			},
			null,
		);
	}
	return books;
}
