import type { SubAnswer } from './amazon/subAnswer';

export interface ShopOptions {
	name: string;
	/** How many of the world's products the shop lists; all. */
	products?: number;
	/** `<name>-client` and `<name>-secret` where absent. */
	clientId?: string;
	clientSecret?: string;
}

/** Told of what the services do, in the moment in which they do it. */
export interface Watcher {
	/** An item of a shop was written through the API; the shop shows it already. */
	wrote?(shop: string, itemId: number): void;
	/** Amazon answered for a product through an operation of offers, truly or not. */
	answered?(
		asin: string,
		operation: 'getItemOffers' | 'getItemOffersBatch',
		answer: SubAnswer,
	): void;
}

export interface SimulatorOptions {
	/** Listed products; 200. */
	products?: number;
	/** Products on Amazon that no shop lists yet; 0. */
	unlisted?: number;
	/** Goods of each shop under codes of the owner's that look like an ASIN; 2% of the products, none in a plain world. */
	ownGoods?: number;
	/** Same seed, same world; 7. */
	seed?: number;
	/** How much faster quotas and token lives pass; 1. */
	speed?: number;
	/** How much faster tokens end, where it must differ from `speed` (a bench at speed 5000); `speed`. */
	tokenSpeed?: number;
	/** How much faster BASE's hours and days of quota pass, where a story has a clock of its own; `speed`. */
	shopSpeed?: number;
	/** Shops by name or by count; one, `demo-shop`. */
	shops?: readonly ShopOptions[] | number;
	/** Everything in stock, exactly priced and mapped; false. */
	plain?: boolean;
	/** 0 or absent: any free port. */
	ports?: { amazon?: number; base?: number; chatwork?: number; control?: number };
	/** ms; the machine's clock, with fractions of a millisecond. */
	now?: () => number;
	/** Nobody where absent. */
	watcher?: Watcher;
}

/** A shop with nothing left open. */
export type NamedShop = Required<Omit<ShopOptions, 'products'>> & Pick<ShopOptions, 'products'>;

/** Shops by name; a count gives demo-shop, demo-shop-2 and so on. */
export function namedShops(shops: readonly ShopOptions[] | number): NamedShop[] {
	const named =
		typeof shops === 'number'
			? Array.from({ length: shops }, (_, index) => ({
					name: index === 0 ? 'demo-shop' : `demo-shop-${index + 1}`,
				}))
			: shops;
	return named.map((shop) => ({
		clientId: `${shop.name}-client`,
		clientSecret: `${shop.name}-secret`,
		...shop,
	}));
}
