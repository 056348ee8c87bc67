import type { DispatchStatus, ShopOrder } from '../../simulator/world/orders';
import type { Random } from '../../simulator/world/random';
import type { OrderStory } from './orderStory';

/** A day of orders of all kinds, with what the owner must hear of each: worked out by hand, not by the product. */

const SHOP = 'demo-shop';

/** An entry that the owner must read: below which heading, and with what in it. */
export interface Line {
	heading: string;
	texts: string[];
}

/** An order, and what must be said of it, one telling after the other. */
export interface PlacedOrder {
	key: string;
	tellings: Line[][];
	/** What happens to it once it was told for the first time. */
	then?: { status: DispatchStatus };
	order: ShopOrder;
}

const buyable = (...texts: string[]): Line => ({ heading: '買えます', texts });
const notBuyable: Line = {
	heading: '買えません: キャンセルまたは代わりを',
	texts: ['Amazonに購入できる新品がありません'],
};

/**
 * Yen that a sale of 2,600 yen leaves: 3.6% are 94, 3% are 78.
 * @param fixedFee yen, which the first line of an order bears
 */
const gain = (cost: number, fixedFee = 40): string => `利益 +${2600 - 94 - 78 - fixedFee - cost}円`;
const costs = (yen: number): string => `仕入値 ${yen.toLocaleString('en')}円`;

/** Places the orders of a shop in which each product costs something else. */
export class OrderDesk {
	private count = 0;

	/** @param coloured ASINs of items with the rows 黒 and 白 */
	constructor(
		private readonly story: OrderStory,
		private readonly coloured: string[],
	) {}

	/** Offers a product that no order has had yet for a price of its own. */
	private nextProduct(from = 2000): { asin: string; cost: number } {
		const asin = this.story.nextAsin();
		const cost = from + (this.count++ % 300);
		this.offer(asin, cost);
		return { asin, cost };
	}

	private offer(asin: string, price: number): void {
		this.story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });
	}

	private nextSoldOut(): string {
		const { asin } = this.nextProduct();
		this.story.simulator.world.setOffer(asin, { inStock: false });
		return asin;
	}

	private idOf = (asin: string): number =>
		this.story.simulator.world.itemsOf(SHOP, asin)[0]!.item_id;

	private readonly plain = {
		good: (): PlacedOrder => {
			const { asin, cost } = this.nextProduct();
			return this.placed(this.story.buy(asin), [[buyable(costs(cost), gain(cost))]]);
		},
		loss: (): PlacedOrder => {
			const { asin, cost } = this.nextProduct(2500);
			// 2,388 yen are what a sale leaves for the product.
			const texts = [costs(cost), `赤字です -${cost - 2388}円`];
			return this.placed(this.story.buy(asin), [[{ heading: '赤字になる注文', texts }]]);
		},
		soldOut: (): PlacedOrder => this.placed(this.story.buy(this.nextSoldOut()), [[notBuyable]]),
	};

	private readonly odd = {
		three: (): PlacedOrder => {
			const { asin, cost } = this.nextProduct();
			// 3.6% of 7,800 yen are 281, 3% are 234, and 40 once.
			const profit = (7245 - 3 * cost).toLocaleString('en');
			const texts = ['× 3個', `利益 +${profit}円`];
			return this.placed(this.story.buy(asin, 'ordered', 3), [[buyable(...texts)]]);
		},
		paidLater: (): PlacedOrder => {
			const { asin, cost } = this.nextProduct();
			const texts = [costs(cost), gain(cost)];
			const order = this.story.buy(asin, 'unpaid');
			const tellings = [[{ heading: '入金待ち', texts }], [buyable(...texts)]];
			return { ...this.placed(order, tellings), then: { status: 'ordered' } };
		},
		cancelledBefore: (): PlacedOrder =>
			this.placed(this.story.buy(this.nextProduct().asin, 'cancelled'), []),
		cancelledLater: (): PlacedOrder => {
			const { asin, cost } = this.nextProduct();
			const tellings = [
				[buyable(gain(cost))],
				[{ heading: 'キャンセルされた注文', texts: ['キャンセルされました'] }],
			];
			return { ...this.placed(this.story.buy(asin), tellings), then: { status: 'cancelled' } };
		},
		twoLines: (): PlacedOrder => {
			const [one, other] = [this.nextProduct(), this.nextProduct()];
			const third = this.nextSoldOut();
			const bought = [one.asin, other.asin, third].map((asin) => ({ itemId: this.idOf(asin) }));
			const lines = [buyable(one.asin, gain(one.cost)), buyable(other.asin, gain(other.cost, 0))];
			return this.placed(this.story.order(bought), [[...lines, notBuyable]]);
		},
		variation: (): PlacedOrder => {
			const asin = this.coloured.shift()!;
			const cost = 2000 + (this.count++ % 300);
			this.offer(asin, cost);
			const itemId = this.idOf(asin);
			const [, white] = this.story.item(itemId).variations;
			const order = this.story.order([{ itemId, variationId: white!.variation_id }]);
			return this.placed(order, [[buyable('(白)', costs(cost), gain(cost))]]);
		},
		deleted: (): PlacedOrder => {
			const { asin, cost } = this.nextProduct();
			const placed = this.placed(this.story.buy(asin), [[buyable(asin, gain(cost))]]);
			this.story.simulator.world.deleteListing(SHOP, placed.order.items[0]!.item_id);
			return placed;
		},
		own: (): PlacedOrder => {
			const title = `手作りの器 ${this.count++}`;
			const itemId = this.story.place(`UTSUWA-${this.count}`, title);
			const line = { heading: 'Amazonの商品ではない注文', texts: [title, `商品ID ${itemId}`] };
			return this.placed(this.story.order([{ itemId }]), [[line]]);
		},
		deletedUnseen: (): PlacedOrder => {
			const itemId = this.story.place(`XX-${this.count}`, `消した商品 ${this.count++}`);
			const order = this.story.order([{ itemId }]);
			this.story.simulator.world.deleteListing(SHOP, itemId);
			const texts = ['BASEから削除された商品です'];
			return this.placed(order, [[{ heading: 'Amazonの商品ではない注文', texts }]]);
		},
	};

	private placed = (order: ShopOrder, tellings: Line[][]): PlacedOrder => ({
		key: order.unique_key,
		tellings,
		order,
	});

	/** Places one that Amazon has to be asked about, and nothing else. */
	placePlain(random: Random): PlacedOrder {
		return random.pick([this.plain.good, this.plain.good, this.plain.loss, this.plain.soldOut])();
	}

	/** Places one of any kind; half of them are plain. */
	placeAny(random: Random): PlacedOrder {
		if (random.integer(0, 1) === 0) return this.placePlain(random);
		return random.pick(Object.values(this.odd))();
	}
}

/** An entry of a message, below its heading. */
export interface Told {
	heading: string;
	text: string;
}

/** Returns the entries of a message of order-watch.json that name an order. */
export function entriesAbout(key: string, message: string): Told[] {
	return message
		.split('■ ')
		.slice(1)
		.flatMap((section) => {
			const [heading, ...entries] = section.split('\n・');
			return entries
				.filter((text) => text.includes(`/order/${key}`))
				.map((text) => ({ heading: heading!, text }));
		});
}
