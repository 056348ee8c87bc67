import type { Product } from './product';
import type { Random } from './random';
import type { Shop, ShopItem, ShopVariation } from './shop';
import { markedUp, truthOf } from './truth';

/** Everything above the Basic Multilingual Plane: BASE takes no four-byte characters. */
const fourByte = /[\u{10000}-\u{10FFFF}]/gu;

const two = (value: number): string => String(value).padStart(2, '0');

function dateDigits(random: Random): string {
	return `2025${two(random.integer(1, 11))}${two(random.integer(1, 28))}`;
}

function timeDigits(random: Random, parts: number): string {
	const limits = [23, 59, 59].slice(0, parts);
	return limits.map((limit) => two(random.integer(0, limit))).join('');
}

/** The five readable identifier formats that years of tools have left in the shops. */
function makeIdentifier(asin: string, random: Random): string {
	const draw = random.next();
	if (draw < 0.6) return `b-${asin}-${dateDigits(random)}${timeDigits(random, 3)}`;
	if (draw < 0.75) return `s-${asin}-${dateDigits(random)}`;
	if (draw < 0.85) return `base-${asin}-${dateDigits(random)}_${timeDigits(random, 2)}`;
	if (draw < 0.93) return `BASE-${asin}`;
	return `base_account_1_${dateDigits(random)}_${asin}`;
}

/** Identifiers that name no product: the owner's own codes, or nothing (the sixth format). */
const unmappable = ['', '', 'ABC-0001', '手作り-3', 'b-20251101', 'WAKABA2025'] as const;

function makeVariations(random: Random): ShopVariation[] {
	return ['ブラック', 'ホワイト', 'ネイビー']
		.slice(0, random.integer(2, 3))
		.map((variation, index) => ({
			variation_id: random.integer(1_000_000, 9_000_000) * 10 + index,
			variation,
			variation_stock: random.integer(0, 2),
			variation_identifier: '',
		}));
}

/** A price that has drifted away from the rule, by 150 yen at least so that it counts as a change. */
function drifted(price: number, random: Random): number {
	const step = Math.max(150, Math.round((price * random.between(0.02, 0.2)) / 10) * 10);
	return random.chance(0.5) || price - step < 100 ? price + step : price - step;
}

function makeItem(
	product: Product,
	random: Random,
	order: number,
	now: number,
): Omit<ShopItem, 'item_id'> {
	const title = product.title.replace(fourByte, '').slice(0, 250);
	return {
		title,
		detail: `${title}\n新品・送料無料でお届けします。`,
		price: markedUp(truthOf(product, now).price ?? product.basePrice),
		proper_price: null,
		item_tax_type: 1,
		stock: 1,
		visible: 1,
		list_order: order,
		identifier: makeIdentifier(product.asin, random),
		modified: Math.floor(now / 1000) - random.integer(3_600, 90 * 86_400),
		images: [`https://base-ec2.akamaized.net/images/item/origin/${product.asin}.jpg`],
		variations: [],
	};
}

/** What makes a shop lifelike: drifted prices, hidden, sold and odd items. */
function roughen(item: Omit<ShopItem, 'item_id'>, random: Random): Omit<ShopItem, 'item_id'> {
	const draw = random.next();
	if (draw < 0.1) return { ...item, price: drifted(item.price, random) };
	if (draw < 0.11) return { ...item, visible: 0 };
	if (draw < 0.12) return { ...item, stock: 0 };
	if (draw < 0.125) return { ...item, isDigital: true };
	if (draw < 0.135) {
		const variations = makeVariations(random);
		const stock = variations.reduce((sum, variation) => sum + variation.variation_stock, 0);
		return { ...item, variations, stock };
	}
	return item;
}

/**
 * Lists every product once. Unless the world is plain, a few are listed twice, have variations or
 * an identifier that names no product, and some prices have drifted.
 */
export function fillShop(
	shop: Shop,
	products: Iterable<Product>,
	random: Random,
	now: number,
	isPlain: boolean,
): void {
	let order = 0;
	for (const product of products) {
		const item = makeItem(product, random, ++order, now);
		if (isPlain) {
			shop.place(item, product.asin);
		} else if (random.chance(0.01)) {
			shop.place({ ...item, identifier: random.pick(unmappable) }, null);
		} else {
			shop.place(roughen(item, random), product.asin);
			if (random.chance(0.005)) shop.place(makeItem(product, random, ++order, now), product.asin);
		}
	}
}
