import { openCache } from '../../../../../lib/cache/cache';
import { openLedger } from '../../../../../lib/ledger/ledger';
import { defaultValues, type RuleValues } from '../../../../../lib/ledger/rules/ruleValues';
import type { Listing } from '../../../../../lib/listing/listing';
import type { Offer } from '../../../../../lib/listing/offer';
import type { ShopData } from '../../../../../lib/shop/shopData';
import type { Collection, JsonObject } from '../../../../../lib/stores/store';
import { MemoryStore } from '../../../../support/memoryStore';
import { makeOffer, type Page } from './amazon';
import { Model } from './model';
import { asinOf, SHOP, Shop, type Clock } from './shop';
import { Stage, type Actor, type Moment } from './stage';
import { StagedStore, type StoreWatch } from './stagedStore';

export const itemIds = [1, 2, 3, 4] as const;

/** A shop, Amazon, the store between them, and a clock that only moves by hand. */
export class World implements Clock, StoreWatch {
	now = Date.UTC(2026, 10, 28);
	private order = 0;
	readonly stage = new Stage();
	readonly shop: Shop;
	readonly model: Model;
	readonly pages = new Map<number, Page>();
	private readonly base = new MemoryStore();

	constructor() {
		this.shop = new Shop(this, {
			sent: (edit) => this.model.send(edit),
			arrived: (arrival) => this.model.judge(arrival),
		});
		this.model = new Model(this, this.shop);
	}

	tick(ms: number): Moment {
		this.now += ms;
		return { order: ++this.order, at: this.now };
	}

	readonly timestamp = (): string => new Date(this.now).toISOString();

	/** The store as an actor sees it, or as the owner does: at once. */
	open(actor: Actor | null): ShopData {
		const options = { store: new StagedStore(this.base, actor, this), now: () => this.now };
		return { cache: openCache(options), ledger: openLedger(options) };
	}

	place(itemId: number, fields: Partial<Listing>, page: Partial<Page>): void {
		this.shop.items.set(itemId, {
			...{ account: SHOP, item_id: itemId, title: `品 ${itemId}`, price: 2600, visible: true },
			...{ stock: 1, identifier: asinOf(itemId), variation_count: 0, variations: [] },
			...{ modified: '2026-01-01T00:00:00.000Z', read_at: '' },
			...fields,
		});
		const usual: Page = { price: 2000, stock: 'in_stock', witness: 'supports', answers: true };
		this.pages.set(itemId, { ...usual, ...page });
	}

	/** Asks Amazon: the answers take a moment, in which others may act. */
	async ask(actor: Actor, ids: readonly number[]): Promise<Map<number, Offer>> {
		await actor.turn();
		this.tick(1000);
		const offers = new Map(ids.map((id) => [id, makeOffer(this.pages.get(id)!, this.timestamp())]));
		this.tick(1000);
		await actor.turn();
		return offers;
	}

	/** Sleeps, as an actor that waits for others or for the next hour. */
	async sleep(actor: Actor, ms: number): Promise<void> {
		const end = this.now + ms;
		actor.isAsleep = true;
		await actor.turn();
		actor.isAsleep = false;
		if (this.now < end) this.pass(end - this.now);
		actor.wokeAt = this.tick(0);
	}

	/** Lets time pass: what the shop is slow with happens meanwhile. */
	pass(ms: number): void {
		this.tick(ms);
		this.shop.landLate();
	}

	read(actor: Actor, collection: Collection, keys: readonly string[]): void {
		this.model.sees(actor, collection, keys);
	}

	changed(actor: Actor | null, collection: Collection, key: string, value: unknown): void {
		this.model.hears(actor, collection, key, value);
	}

	appended(actor: Actor | null, record: JsonObject): void {
		if (!actor) return;
		actor.isCalling = record.answers === undefined;
		this.model.intends(actor, record);
	}
}

export const valuesOf = (markupPercent: number): RuleValues => ({
	...defaultValues,
	live: true,
	pricing: { ...defaultValues.pricing, tiers: [{ upTo: null, markupPercent }] },
});
