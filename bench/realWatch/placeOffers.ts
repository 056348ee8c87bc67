import type { Random } from '../../simulator/world/random';
import type { World } from '../../simulator/world/world';

/** Yen: so cheap or dear that the rule's limits stay far away. */
const LIMITS = { least: 1_000, most: 50_000 };
/** The featured offer costs so much more than the cheapest one, at first. */
const FEATURED_OVER_CHEAPEST = 1.12;

/**
 * Two offers of a product. The price rule rests on the cheapest one; competitive pricing shows the featured one, and
 * how many there are.
 */
export class Offers {
	private level = 1;
	/** The cheapest offer's price over the featured one's. */
	private ratio = 1 / FEATURED_OVER_CHEAPEST;
	private readonly featured: number;

	/** @param price of the cheapest offer, yen */
	constructor(price: number) {
		const start = Math.min(Math.max(price, LIMITS.least), LIMITS.most);
		this.featured = start * FEATURED_OVER_CHEAPEST;
	}

	/** Moves both: a look shows it. */
	moveAll(random: Random): void {
		const step = 1 + random.between(0.04, 0.15);
		this.level = this.level > 1 ? this.level / step : this.level * step;
	}

	/** Moves the cheapest one alone, so near to the featured one that it stays credible: no look shows it. */
	moveCheapest(random: Random): void {
		this.ratio = this.ratio < 0.9 ? random.between(0.92, 0.97) : random.between(0.83, 0.87);
	}

	/** Yen. */
	get prices(): { cheapest: number; featured: number } {
		const featured = Math.round(this.featured * this.level);
		return { cheapest: Math.round(featured * this.ratio), featured };
	}
}

/** Puts the two offers in the place of all others of a product. */
export function placeOffers(world: World, asin: string, { prices }: Offers): void {
	const { cheapest, featured } = prices;
	world.setOffer(asin, {
		offers: [
			{ price: cheapest, isFba: false, isPrime: false },
			{ price: featured, isBuyBox: true },
		],
	});
}
