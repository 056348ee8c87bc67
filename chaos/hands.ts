import type { Simulator } from '../simulator/start';
import type { Shown } from './happenings';
import { shownIn } from './observe';
import type { OwnersHand } from './plan';

interface Hand {
	/** Which items it may touch. */
	on: (item: Shown) => boolean;
	change: (item: Shown) => { visible?: 0 | 1; price?: number; stock?: number };
}

const isPlain = ({ visible, variations }: Shown): boolean => visible && variations === 0;

const hands: Record<Exclude<OwnersHand, 'delete'>, Hand> = {
	hide: { on: ({ visible }) => visible, change: () => ({ visible: 0 }) },
	show: { on: ({ visible }) => !visible, change: () => ({ visible: 1 }) },
	dearer: { on: isPlain, change: ({ price }) => ({ price: price + 300 }) },
	'too cheap': { on: isPlain, change: () => ({ price: 50 }) },
	restock: { on: isPlain, change: () => ({ stock: 3 }) },
};

/** The owner and the customers in the shop; remembers what the owner hid. */
export class Owner {
	readonly hidden = new Set<number>();

	constructor(
		private readonly simulator: Simulator,
		private readonly shop: string,
	) {
		for (const item of this.items) if (!item.visible) this.hidden.add(item.item_id);
	}

	/** @param pick 0 to 1. @returns what was done, for the story. */
	does(what: OwnersHand, pick: number): string {
		const item = this.pick(what === 'delete' ? () => true : hands[what].on, pick);
		if (!item) return `the owner finds nothing to ${what}`;
		if (what === 'delete') this.simulator.world.deleteListing(this.shop, item.item_id);
		else this.simulator.world.editListing(this.shop, item.item_id, hands[what].change(item));
		if (what === 'hide') this.hidden.add(item.item_id);
		if (what === 'show' || what === 'delete') this.hidden.delete(item.item_id);
		return `owner: ${what} ${item.item_id} (${item.asin}, ${item.price} yen)`;
	}

	buys(pick: number): string {
		const item = this.pick(({ visible, stock }) => visible && stock > 0, pick);
		if (!item) return 'nobody buys anything';
		this.simulator.world.sell(this.shop, item.item_id);
		return `sold: ${item.item_id} (${item.asin})`;
	}

	private get items(): Shown[] {
		return [...shownIn(this.simulator, this.shop).values()];
	}

	private pick(may: (item: Shown) => boolean, pick: number): Shown | undefined {
		const candidates = this.items.filter(may);
		return candidates[Math.floor(pick * candidates.length)];
	}
}
