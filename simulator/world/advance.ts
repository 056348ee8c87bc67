import type { Product, Truth, WorldOffer } from './product';
import type { Random } from './random';
import { truthOf } from './truth';

export interface Move {
	asin: string;
	before: Truth;
	after: Truth;
}

function scaled(offer: WorldOffer, factor: number): WorldOffer {
	const price = Math.max(100, Math.round(offer.price * factor));
	const points = offer.points === null ? null : Math.floor(offer.points * factor);
	return { ...offer, price, points };
}

/** Three in five moves are worth a message, one in five is small change. */
function movePrice(product: Product, random: Random): void {
	const size = random.chance(0.75) ? random.between(0.04, 0.25) : random.between(0.002, 0.01);
	const factor = random.chance(0.5) ? 1 + size : 1 - size;
	product.offers = product.offers.map((offer) => scaled(offer, factor));
}

function sellOut(product: Product): void {
	product.stash = product.offers;
	product.offers = [];
	product.state = 'no_offers';
}

function comeBack(product: Product): void {
	product.offers = product.stash;
	product.stash = [];
	product.state = 'listed';
}

function move(product: Product, random: Random): void {
	if (product.state === 'no_offers' && product.stash.length > 0) comeBack(product);
	else if (random.chance(0.2)) sellOut(product);
	else movePrice(product, random);
}

/**
 * Moves a share of the products that are on sale or were, as time would: prices by 4-25% or by
 * small change, one in five out of stock, sold out ones back. Says what it did to each.
 */
export function advanceProducts(
	products: Product[],
	share: number,
	random: Random,
	now: number,
): Move[] {
	const movable = products.filter(
		(product) => product.state === 'listed' || product.stash.length > 0,
	);
	const chosen = random.shuffle(movable).slice(0, Math.round(products.length * share));
	return chosen.map((product) => {
		const before = truthOf(product, now);
		move(product, random);
		return { asin: product.asin, before, after: truthOf(product, now) };
	});
}
