import { makeOffer } from './offers';
import type { Product, Truth, WorldOffer } from './product';
import { hashOf, Random } from './random';
import { truthOf } from './truth';

/** `lone_offer` and `hijack` are the two ways of a price that nobody will honour. */
export type MarketEvent =
	| 'price'
	| 'sale'
	| 'undercut'
	| 'sold_out'
	| 'lone_offer'
	| 'hijack'
	/** The end of one of the last three. */
	| 'back';

export interface MarketMove {
	asin: string;
	/** ms. */
	at: number;
	event: MarketEvent;
	/** False where competitive pricing shows the same as before. */
	isVisible: boolean;
	before: Truth;
	after: Truth;
}

export interface MarketOptions {
	/** Mean over all products; 0.6. */
	changesADay?: number;
	/** How unlike the products are: sigma of the logarithm of their rates; 1. */
	spread?: number;
	seed?: number;
}

/** A product with its own dice, so that its story does not depend on how often somebody looks. */
interface Stall {
	product: Product;
	random: Random;
	/** Mean time between two events, ms. */
	meanMs: number;
	nextAt: number;
	/** How far the price has gone from where it began, as a logarithm. */
	level: number;
	/** Undoes a state that does not last; null where things are as usual. */
	end: (() => void) | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const SOLD_OUT_SHARE = 0.08;
const LONE_OFFER_SHARE = 0.02;
const HIJACK_SHARE = 0.01;
const SALE_SHARE = 0.04;
/** Of the events of a product whose cheapest offer does not hold the Buy Box: about a third of all products. */
const UNDERCUT_SHARE = 0.35;
/** Each of the first three is followed by its end. */
const EVENTS_A_CHANGE = 1 + SOLD_OUT_SHARE + LONE_OFFER_SHARE + HIJACK_SHARE;

/** 6 of 100 moves go beyond 15%. */
const USUAL_MOVE = 0.08;
/** Prices come back: so much of the way at each move. */
const PULL = 0.25;
const LOWEST_PRICE = 100;

const normal = (random: Random): number =>
	Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
const waitOf = (random: Random, meanMs: number): number => -Math.log(1 - random.next()) * meanMs;
const totalOf = ({ price, shipping }: WorldOffer): number => price + shipping;

function scaled(offer: WorldOffer, factor: number): WorldOffer {
	const price = Math.max(LOWEST_PRICE, Math.round(offer.price * factor));
	const points = offer.points === null ? null : Math.floor(offer.points * factor);
	return { ...offer, price, points };
}

function cheapestOf({ offers }: Product): WorldOffer | undefined {
	const fresh = offers.filter(({ condition }) => condition === 'New');
	return fresh.sort((left, right) => totalOf(left) - totalOf(right))[0];
}

const buyBoxOf = ({ offers }: Product): WorldOffer | undefined =>
	offers.find(({ isBuyBox, condition }) => isBuyBox && condition === 'New');

/** All that competitive pricing tells of the new offers. */
function screenOf(product: Product): string {
	const { price, shipping, points } = buyBoxOf(product) ?? {};
	const count = product.offers.filter(({ condition }) => condition === 'New').length;
	return JSON.stringify([price, shipping, points, count]);
}

/** Amazon's products through days and weeks: prices, sales, times without stock, and now and then a bad offer. */
export class Market {
	private readonly stalls: Stall[];

	/**
	 * Products that nobody sells new when it opens stay as they are.
	 * @param start ms; the first events come after it
	 */
	constructor(
		products: Iterable<Product>,
		start: number,
		{ changesADay = 0.6, spread = 1, seed = 7 }: MarketOptions = {},
	) {
		const usualMeanMs = (DAY / changesADay) * EVENTS_A_CHANGE;
		this.stalls = [...products]
			.filter((product) => product.state === 'listed' && cheapestOf(product) !== undefined)
			.map((product) => {
				const random = new Random(seed ^ hashOf(`market ${product.asin}`));
				// The mean of a log-normal is e^(sigma^2 / 2) times its median.
				const meanMs = usualMeanMs * Math.exp(spread ** 2 / 2 - spread * normal(random));
				const nextAt = start + waitOf(random, meanMs);
				return { product, random, meanMs, nextAt, level: 0, end: null };
			});
	}

	/** Lets everything happen up to a time, ms; returns it, product by product. */
	advanceTo(time: number): MarketMove[] {
		const moves: MarketMove[] = [];
		for (const stall of this.stalls) {
			while (stall.nextAt <= time) moves.push(happen(stall));
		}
		return moves;
	}
}

function happen(stall: Stall): MarketMove {
	const { product, random, nextAt: at } = stall;
	const screen = screenOf(product);
	const before = truthOf(product, at);
	const event = moveOn(stall);
	const lastsMs = { sold_out: 12 * HOUR, hijack: 12 * HOUR, lone_offer: 6 * HOUR }[event as string];
	stall.nextAt = at + waitOf(random, lastsMs ?? stall.meanMs);
	return {
		...{ asin: product.asin, at, event, before, after: truthOf(product, at) },
		isVisible: screenOf(product) !== screen,
	};
}

function moveOn(stall: Stall): MarketEvent {
	if (stall.end) {
		stall.end();
		stall.end = null;
		return 'back';
	}
	const { product, random } = stall;
	const draw = random.next();
	if (draw < SOLD_OUT_SHARE) return replaceOffers(stall, 'sold_out', []);
	const cheapest = cheapestOf(product)!;
	if (draw < SOLD_OUT_SHARE + LONE_OFFER_SHARE) {
		const price = Math.round((buyBoxOf(product) ?? cheapest).price * random.between(0.3, 0.7));
		const lone = makeOffer(random, Math.max(1, price), { isFba: false });
		return replaceOffers(stall, 'lone_offer', [...product.offers, lone]);
	}
	if (draw < SOLD_OUT_SHARE + LONE_OFFER_SHARE + HIJACK_SHARE) {
		const dear = makeOffer(random, Math.round(cheapest.price * random.between(1.6, 3)));
		return replaceOffers(stall, 'hijack', [dear]);
	}
	if (!cheapest.isBuyBox && buyBoxOf(product) && random.chance(UNDERCUT_SHARE)) {
		undercut(product, cheapest, random);
		return 'undercut';
	}
	const isSale = random.chance(SALE_SHARE);
	const change = isSale
		? Math.log(random.between(0.6, 0.8))
		: USUAL_MOVE * normal(random) - PULL * stall.level;
	stall.level += change;
	product.offers = product.offers.map((offer) => scaled(offer, Math.exp(change)));
	return isSale ? 'sale' : 'price';
}

/** Offers that stand for hours in place of the usual ones. */
function replaceOffers(stall: Stall, event: MarketEvent, offers: WorldOffer[]): MarketEvent {
	const { product } = stall;
	const usual = product.offers;
	product.offers = offers;
	product.state = offers.length === 0 ? 'no_offers' : 'listed';
	stall.end = () => {
		product.offers = usual;
		product.state = 'listed';
	};
	return event;
}

/** The cheapest seller moves alone, near the Buy Box: competitive pricing knows nothing of it. */
function undercut(product: Product, cheapest: WorldOffer, random: Random): void {
	const away = Math.log(cheapest.price / (buyBoxOf(product)!.price * 0.95));
	const factor = Math.exp(USUAL_MOVE * normal(random) - PULL * away);
	product.offers = product.offers.map((offer) =>
		offer === cheapest ? scaled(offer, factor) : offer,
	);
}
