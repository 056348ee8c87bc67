import type { Random } from '../../simulator/world/random';
import { markedUp } from '../../simulator/world/truth';
import type { World } from '../../simulator/world/world';

/** Yen: so dear that each move is worth an edit, and so cheap that the rule's highest price stays far away. */
const LIMITS = { least: 5_000, most: 50_000 };
/** The featured offer costs so much more than the cheapest one, at first. */
const FEATURED_OVER_CHEAPEST = 1.12;
/** The package leaves a smaller difference as it is, yen. */
const SMALLEST_EDIT = 100;
/** What a draw may miss is missed by chance, never for ever. */
const MOST_DRAWS = 1_000;

export interface Prices {
	cheapest: number;
	featured: number;
}

/**
 * The prices of a product's two offers, yen. The price rule rests on the cheapest one; competitive pricing shows the
 * featured one.
 */
export class Offers {
	readonly start: Prices;
	private level = 1;
	/** The cheapest offer's price over the featured one's. */
	private ratio = 1 / FEATURED_OVER_CHEAPEST;

	/** @param price of the cheapest offer, yen */
	constructor(price: number) {
		const cheapest = Math.min(Math.max(price, LIMITS.least), LIMITS.most);
		this.start = { cheapest, featured: Math.round(cheapest * FEATURED_OVER_CHEAPEST) };
	}

	/**
	 * Moves them so far that the shop's price has to follow. The cheapest one stays credible beside the featured one.
	 * @param isShown false: the cheapest one moves alone, and no look shows it
	 * @param shopPrice yen
	 */
	move(isShown: boolean, shopPrice: number, random: Random): Prices {
		for (let draw = 0; draw < MOST_DRAWS; draw++) {
			if (isShown) this.level = random.between(0.85, 1.15);
			else this.ratio = random.between(0.82, 0.97);
			const featured = Math.round(this.start.featured * this.level);
			const cheapest = Math.round(featured * this.ratio);
			if (Math.abs(markedUp(cheapest) - shopPrice) > SMALLEST_EDIT) return { cheapest, featured };
		}
		throw new Error(`No move from ${shopPrice} yen is worth an edit`);
	}
}

/** Puts the two offers in the place of all others of a product. */
export function placeOffers(world: World, asin: string, { cheapest, featured }: Prices): void {
	world.setOffer(asin, {
		offers: [
			{ price: cheapest, isFba: false, isPrime: false },
			{ price: featured, isBuyBox: true },
		],
	});
}
