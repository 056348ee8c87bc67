import { advanceProducts, type Move } from './advance';
import { generateProducts, makeStranger } from './generate';
import { fillShop } from './listings';
import type { DispatchStatus, ShopOrder } from './orders';
import { placeOwnGoods } from './ownGoods';
import type { Product, Truth } from './product';
import { hashOf, Random } from './random';
import { applyScript, type ScriptedMove } from './script';
import { type BoughtLine, type ItemChange, Shop, type ShopItem } from './shop';
import { offersTruthOf, truthOf } from './truth';

export interface WorldOptions {
	/** How many products exist and are listed; 200. */
	products: number;
	/** Products that exist and that no shop lists yet; 0. */
	unlisted: number;
	/** Goods of each shop that Amazon does not sell, under codes of the owner's; 2%, none where plain. */
	ownGoods?: number;
	seed: number;
	/** Everything in stock, exactly priced and mapped: for tests that count. */
	isPlain: boolean;
	shops: ReadonlyArray<{ name: string; products?: number }>;
	now: () => number;
	/** How long BASE's search lags behind, in ms. */
	searchLagMs: number;
}

const OWN_SHARE = 0.02;
/** A smaller world has room for no oddity of each kind. */
const FEWEST_FOR_ODDITIES = 40;

export interface Listed {
	asin: string | null;
	item: ShopItem;
}

/** Amazon's products and the shops that sell them: all of it from one seed. */
export class World {
	readonly products: Map<string, Product>;
	readonly shops = new Map<string, Shop>();
	private readonly random: Random;

	constructor(private readonly options: WorldOptions) {
		const now = options.now();
		this.random = new Random(options.seed ^ hashOf('moves'));
		const count = options.products + options.unlisted;
		this.products = generateProducts(count, new Random(options.seed), now, options.isPlain);
		const listed = [...this.products.values()].slice(0, options.products);
		options.shops.forEach(({ name, products }, index) => {
			const firstItemId = 80_000_001 + index * 1_000_000;
			const { now: clock, searchLagMs, isPlain } = options;
			const shop = new Shop(name, firstItemId, clock, searchLagMs, isPlain);
			const random = new Random(options.seed ^ hashOf(`shop ${name}`));
			fillShop(shop, listed.slice(0, products ?? listed.length), random, now, options.isPlain);
			this.placeOwnGoods(shop, now);
			this.shops.set(name, shop);
		});
	}

	/** Half of the codes that pass for a book's ASIN are one at Amazon: a book that the shop never sold. */
	private placeOwnGoods(shop: Shop, now: number): void {
		const random = new Random(this.options.seed ^ hashOf(`own goods ${shop.name}`));
		const { ownGoods, isPlain, products } = this.options;
		const usual = isPlain || products < FEWEST_FOR_ODDITIES ? 0 : Math.ceil(products * OWN_SHARE);
		const books = placeOwnGoods(shop, ownGoods ?? usual, random, now);
		for (const asin of books.filter((_, index) => index % 2 === 0)) {
			this.products.set(asin, makeStranger(asin, random, now));
		}
	}

	/** A product that no shop lists on purpose; an owner's own code may happen to be its ASIN. */
	addStranger(asin: string, title?: string): Product {
		const random = new Random(this.options.seed ^ hashOf(asin));
		const product = makeStranger(asin, random, this.options.now());
		if (title !== undefined) product.title = title;
		this.products.set(asin, product);
		return product;
	}

	/** @throws Error for an ASIN that was never in this world. */
	product(asin: string): Product {
		const product = this.products.get(asin);
		if (!product) throw new Error(`The simulated Amazon has no product ${asin}`);
		return product;
	}

	/** @throws Error for an unknown shop name. */
	shop(name: string): Shop {
		const shop = this.shops.get(name);
		if (!shop) throw new Error(`There is no simulated shop "${name}"`);
		return shop;
	}

	/** What the offers alone say with the legacy offer filter: see offersTruthOf. */
	offersTruth(asin: string): Truth {
		return offersTruthOf(this.product(asin), this.options.now());
	}

	/** What a correct client should conclude with the legacy offer filter: see truthOf. */
	truth(asin: string): Truth {
		return truthOf(this.product(asin), this.options.now());
	}

	/** Every listing of a shop with the product it was made from; null where its identifier names none. */
	listings(shopName: string): Listed[] {
		const shop = this.shop(shopName);
		return shop.list().map((item) => ({ asin: shop.asins.get(item.item_id) ?? null, item }));
	}

	/** Items of a shop that sell this ASIN. */
	itemsOf(shopName: string, asin: string): ShopItem[] {
		return this.listings(shopName)
			.filter((listed) => listed.asin === asin)
			.map((listed) => listed.item);
	}

	/** ASINs that the shop does not list. */
	unlistedAsins(shopName: string): string[] {
		const listed = new Set(this.shop(shopName).asins.values());
		return [...this.products.keys()].filter((asin) => !listed.has(asin));
	}

	/** Moves prices and stock of a share (0 to 1) of all products, the next draw of the same seed. */
	advance({ share }: { share: number }): Move[] {
		return advanceProducts([...this.products.values()], share, this.random, this.options.now());
	}

	/** A scripted move; see ScriptedMove. */
	setOffer(asin: string, script: ScriptedMove): Product {
		return applyScript(this.product(asin), script, this.options.now());
	}

	/** The owner's hand in the shop's admin. */
	editListing(shopName: string, itemId: number, change: ItemChange): ShopItem {
		return this.shop(shopName).change(itemId, change);
	}

	/** A customer buys the last one: stock 0, and an order of that status. */
	sell(shopName: string, itemId: number, status: DispatchStatus = 'ordered'): ShopItem {
		return this.shop(shopName).sell(itemId, status);
	}

	/** A customer buys one or more items at once; the stocks fall. */
	order(
		shopName: string,
		bought: readonly BoughtLine[],
		status: DispatchStatus = 'ordered',
	): ShopOrder {
		return this.shop(shopName).placeOrder(bought, status);
	}

	/** An order is paid, sent or cancelled. */
	moveOrder(shopName: string, key: string, status: DispatchStatus): ShopOrder {
		return this.shop(shopName).moveOrder(key, status);
	}

	/** The owner deletes an item in the shop's admin. */
	deleteListing(shopName: string, itemId: number): boolean {
		return this.shop(shopName).delete(itemId);
	}
}
