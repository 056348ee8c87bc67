import { setTimeout as sleep } from 'node:timers/promises';
import type { Watcher } from '../../simulator/options';
import { markedUp } from '../../simulator/world/truth';
import { Random } from '../../simulator/world/random';
import type { ShopItem } from '../../simulator/world/shop';
import type { Simulator } from '../../simulator/start';
import { Market, type MarketRules } from '../freshness/market';
import { placeOffers, type Offers } from './placeOffers';

export interface LiveRules extends MarketRules {
	weights: readonly number[];
	simulator: Simulator;
	shop: string;
	/** By place in the market. */
	asins: readonly string[];
	offers: Offers[];
}

/** From Amazon's answer to the shop. */
export interface Delivery {
	ms: number;
	weight: number;
}

/** How the shop followed the market. */
export interface Followed {
	/** By day: weighted wrong minutes an item. */
	wrongMinutes: number[];
	/** Minutes from each change to the shop, ascending. */
	delays: number[];
	/** By item: the weight by which the watch ranked when it began. */
	weights: readonly number[];
	/** The shortest first. */
	deliveries: readonly Delivery[];
	/** Items that are wrong in the shop at the end, and those of them whose change Amazon has told of. */
	stillWrong: number;
	undelivered: number;
}

/** The market of the played watch, at the simulated Amazon: each change at its time, and when the shop followed. */
export class LiveMarket {
	private readonly market: Market;
	private readonly random: Random;
	private readonly placeOf: ReadonlyMap<string, number>;
	/** The changes in the order of their times. */
	private readonly changes: Array<{ at: number; place: number; isShown: boolean }>;
	private readonly itemOf: ReadonlyMap<string, number>;
	/** By place: when Amazon first told of the present offers, ms; null = not yet. Only items that are wrong. */
	private readonly answered = new Map<number, number | null>();
	private readonly deliveries: Delivery[] = [];
	private begun = Infinity;
	private isOver = false;

	constructor(private readonly rules: LiveRules) {
		this.market = new Market(rules);
		this.random = new Random(rules.seed);
		this.placeOf = new Map(rules.asins.map((asin, place) => [asin, place]));
		const listings = rules.simulator.world.listings(rules.shop);
		this.itemOf = new Map(listings.map(({ asin, item }) => [asin ?? '', item.item_id]));
		this.changes = this.market.items
			.flatMap(({ changes }, place) => changes.map((change) => ({ ...change, place })))
			.sort((one, other) => one.at - other.at);
	}

	/** Lets the changes happen from now on, until `stop`. */
	async run(): Promise<void> {
		this.begun = Date.now();
		for (const { at, place, isShown } of this.changes) {
			await sleep(Math.max(this.begun + at - Date.now(), 1));
			if (this.isOver) return;
			this.change(place, isShown);
		}
	}

	stop(): void {
		this.isOver = true;
	}

	/** What the simulator has to tell. */
	readonly watcher: Watcher = {
		wrote: (_shop, itemId) => this.noteWrite(itemId),
		answered: (asin) => this.noteAnswer(asin),
	};

	/** @returns how many items are wrong in the shop now */
	countWrong(): number {
		return this.market.countWrongNow(Date.now() - this.begun).items;
	}

	/** Counts what is still wrong at the end. */
	close(): Followed {
		const [stillWrong, weights] = [this.countWrong(), this.rules.weights];
		const undelivered = [...this.answered.values()].filter((at) => at !== null).length;
		const deliveries = this.deliveries.sort((one, other) => one.ms - other.ms);
		return { ...this.market.close(), weights, deliveries, stillWrong, undelivered };
	}

	private noteWrite(itemId: number): void {
		const { simulator, shop, weights } = this.rules;
		const place = this.placeOf.get(simulator.world.shop(shop).asins.get(itemId) ?? '');
		const now = Date.now() - this.begun;
		if (place === undefined || !this.isRight(place)) return;
		this.market.confirm(place, now, 0);
		const answeredAt = this.answered.get(place);
		this.answered.delete(place);
		if (answeredAt == null) return;
		this.deliveries.push({ ms: now - answeredAt, weight: weights[place]! });
	}

	private noteAnswer(asin: string): void {
		const place = this.placeOf.get(asin) ?? -1;
		if (this.answered.get(place) === null) this.answered.set(place, Date.now() - this.begun);
	}

	private change(place: number, isShown: boolean): void {
		const { simulator, asins, offers } = this.rules;
		const prices = offers[place]!.move(isShown, this.itemAt(place).price, this.random);
		placeOffers(simulator.world, asins[place]!, prices);
		this.answered.set(place, null);
	}

	/** The shop shows what the rule makes of the present offers. */
	private isRight(place: number): boolean {
		const { simulator, asins } = this.rules;
		const item = this.itemAt(place);
		const { price } = simulator.world.truth(asins[place]!);
		return price !== null && item.visible === 1 && item.price === markedUp(price);
	}

	private itemAt(place: number): ShopItem {
		const { simulator, shop, asins } = this.rules;
		return simulator.world.shop(shop).get(this.itemOf.get(asins[place]!)!)!;
	}
}
