import { giveBuyBox, makeOffer } from './offers';
import type { Product, ProductState, WorldOffer } from './product';
import { Random } from './random';
import { truthOf } from './truth';

/** A scripted move of one product; fields left out keep their value. */
export interface ScriptedMove extends Partial<Omit<WorldOffer, 'condition'>> {
	/** False: nobody sells it (NoBuyableOffers). True: the one offer below sells it. */
	inStock?: boolean;
	/** What Amazon answers; `listed` where nothing is said. */
	state?: ProductState;
	/** Replaces the payload status by a word nobody has seen yet; null takes it back. */
	rawStatus?: string | null;
	/** Several offers in place of one; what each leaves out is a New, free, prompt offer's. */
	offers?: Array<Partial<WorldOffer>>;
	/** A Used offer slips into the answers for New. */
	slipsUsed?: boolean;
	title?: string;
	brand?: string | null;
}

/**
 * Plain figures, so that a scripted offer holds nothing but what the script says. Each place has a seller
 * of its own, as nearly all offers in Amazon's published examples have.
 */
function plainOffer(different: Partial<WorldOffer>, place = 0): WorldOffer {
	return makeOffer(new Random(1 + place), different.price ?? 1000, {
		subCondition: (different.condition ?? 'New') === 'New' ? 'new' : 'good',
		points: null,
		minimumHours: 0,
		maximumHours: 24,
		isFba: true,
		isPrime: true,
		...different,
	});
}

function offersOf(product: Product, script: ScriptedMove, now: number): WorldOffer[] {
	if (script.offers) {
		const offers = script.offers.map((offer, place) => plainOffer(offer, place));
		if (!offers.some((offer) => offer.isBuyBox)) giveBuyBox(offers);
		return offers;
	}
	const { inStock, state, rawStatus, offers, slipsUsed, title, brand, ...offer } = script;
	const price = offer.price ?? truthOf(product, now).price ?? product.basePrice;
	return [plainOffer({ isBuyBox: true, ...offer, price })];
}

const scriptsOffers = (script: ScriptedMove): boolean =>
	Object.keys(script).some(
		(key) => !['state', 'rawStatus', 'slipsUsed', 'title', 'brand'].includes(key),
	);

/** Puts the product into the scripted state: exactly one offer, unless several are given. */
export function applyScript(product: Product, script: ScriptedMove, now: number): Product {
	if (script.title !== undefined) product.title = script.title;
	if (script.brand !== undefined) product.brand = script.brand;
	if (script.rawStatus !== undefined) product.rawStatus = script.rawStatus;
	if (script.inStock === false) {
		product.offers = [];
		product.state = 'no_offers';
	} else if (scriptsOffers(script)) {
		product.offers = offersOf(product, script, now);
		product.state = 'listed';
	}
	if (script.slipsUsed !== undefined) product.slipsUsed = script.slipsUsed;
	if (script.state !== undefined) product.state = script.state;
	return product;
}
