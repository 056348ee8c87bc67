import { makeTitle } from './catalog';
import { makeOffers } from './offers';
import type { Product, ProductKind, ProductState } from './product';
import type { Random } from './random';
import { brands, shelves } from './words';

/** Share of each unusual kind; what is left is plain (about 90%). Each is there at least once from 40 products up. */
const shares: ReadonlyArray<readonly [ProductKind, number]> = [
	['no_buy_box', 0.02],
	['no_offers', 0.02],
	['used_only', 0.01],
	['invitation_only', 0.01],
	['ships_slowly', 0.01],
	['paid_shipping', 0.01],
	['future_dated', 0.005],
	['future_undated', 0.005],
	['too_soon', 0.004],
	// Pages that are gone: in a shop of some years these are many.
	['invalid', 0.03],
	['deleted', 0.01],
];

const asinAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const stateOf: Partial<Record<ProductKind, ProductState>> = {
	no_offers: 'no_offers',
	too_soon: 'too_soon',
	invalid: 'invalid',
	deleted: 'deleted',
};

function kindsFor(count: number, isPlain: boolean, random: Random): ProductKind[] {
	const kinds: ProductKind[] = [];
	if (!isPlain && count >= 40) {
		for (const [kind, share] of shares) {
			for (let made = Math.max(1, Math.round(count * share)); made > 0; made--) kinds.push(kind);
		}
	}
	while (kinds.length < count) kinds.push('plain');
	return random.shuffle(kinds);
}

/** An ISBN-10: the digits weighted 10 to 1 add up to a multiple of 11. */
export function withCheckDigit(nine: string): string {
	const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
	const check = (11 - (sum % 11)) % 11;
	return nine + (check === 10 ? 'X' : String(check));
}

/** Mostly B0..., now and then an ISBN-10, which is a book's ASIN. */
function makeAsin(random: Random): string {
	if (random.chance(0.01)) return withCheckDigit(`4${random.text(8, '0123456789')}`);
	return `B0${random.text(8, asinAlphabet)}`;
}

/** 300 to 60,000 yen, evenly spread over the logarithm: many cheap goods, few dear ones. */
function makePrice(random: Random): number {
	const price = Math.exp(random.between(Math.log(300), Math.log(60_000)));
	const rounded = random.chance(0.5) ? Math.round(price / 100) * 100 - 20 : Math.round(price);
	return Math.min(60_000, Math.max(300, rounded));
}

function makeProduct(
	asin: string,
	kind: ProductKind,
	random: Random,
	now: number,
	isPlain: boolean,
): Product {
	const brand = random.chance(0.04) ? null : random.pick(brands);
	const shelf = random.pick(shelves);
	const basePrice = makePrice(random);
	const offers = makeOffers(random, kind, basePrice, now, isPlain);
	const hasUsed = offers.some((offer) => offer.condition === 'Used');
	return {
		asin,
		kind,
		state: stateOf[kind] ?? 'listed',
		rawStatus: null,
		title: makeTitle(random, brand, shelf),
		brand,
		category: shelf.path,
		hasOddCatalog: !isPlain,
		basePrice,
		offers,
		stash: [],
		slipsUsed: !isPlain && kind === 'plain' && hasUsed && random.chance(0.007),
	};
}

/** A product that nobody here lists on purpose: an owner's own code happens to be its ASIN. */
export const makeStranger = (asin: string, random: Random, now: number): Product =>
	makeProduct(asin, 'plain', random, now, true);

/** `count` products by ASIN, in a stable order. Same seed, same products. */
export function generateProducts(
	count: number,
	random: Random,
	now: number,
	isPlain: boolean,
): Map<string, Product> {
	const products = new Map<string, Product>();
	for (const kind of kindsFor(count, isPlain, random)) {
		let asin = makeAsin(random);
		while (products.has(asin)) asin = makeAsin(random);
		products.set(asin, makeProduct(asin, kind, random, now, isPlain));
	}
	return products;
}
