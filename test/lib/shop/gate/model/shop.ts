import type { Listing } from '../../../../../lib/listing/listing';
import type { Edits } from '../../../../../lib/listing/memory';
import {
	AnswerLostError,
	QuotaExceededError,
	RequestRefusedError,
} from '../../../../../lib/shop/errors';
import type { ListReading } from '../../../../../lib/shop/ports';
import type { UpdatePorts } from '../../../../../lib/shop/gate/writeEdits';

import type { Actor, Moment } from './stage';
import type { Known } from './truth';

export const SHOP = 'shop';
export const asinOf = (itemId: number): string => `B00000000${itemId}`;

/**
 * What happens to the next edit: the shop refuses it; its answer is lost, before or after it was carried out;
 * it is carried out long after its answer was given up; the hour's calls are used up.
 */
export const mishaps = ['refused', 'lost before', 'lost after', 'late', 'hour'] as const;
export type Mishap = (typeof mishaps)[number];

/** An edit that reaches the shop. */
export interface Arrival {
	actor: Actor;
	itemId: number;
	edits: Edits;
	/** The item as the actor saw it last, and when. */
	seen: { listing: Listing; moment: Moment };
	/** What the actor knew when it sent the edit. */
	known: Known;
}

/** Hears of each edit. */
export interface ShopWatch {
	sent(edit: Omit<Arrival, 'known'>): Known;
	arrived(edit: Arrival): void;
}

export interface Clock {
	now: number;
	/** Lets time pass, and returns the moment after it. */
	tick(ms: number): Moment;
}

const LOOK_MS = 300;
const CALL_MS = 1000;
/** A call that takes longer has failed. */
const LATE_MS = 100_000;

/** A shop service that several actors and its owner edit at the same time. */
export class Shop {
	readonly items = new Map<number, Listing>();
	mishap: Mishap | null = null;
	/** Until then all calls of the hour are used up. */
	emptyUntil = -Infinity;
	/** Edits that are still to be carried out although nobody waits for their answer. */
	readonly late: Array<{ arrival: Arrival; sentAt: number }> = [];
	private readonly seen = new Map<Actor, Map<number, Arrival['seen']>>();

	constructor(
		private readonly clock: Clock,
		private readonly watch: ShopWatch,
	) {}

	/** As the owner sees and edits it: at once. */
	change(itemId: number, changes: Partial<Listing>): void {
		const { at } = this.clock.tick(2000);
		Object.assign(this.items.get(itemId)!, changes, { modified: stampOf(at) });
	}

	/** The way of one actor to the shop. */
	open(actor: Actor): UpdatePorts['client'] {
		const unused = async (): Promise<never> => await Promise.reject(new Error('not in this shop'));
		return {
			...{ getNewestItems: unused, getTexts: unused, editVariationStock: unused },
			readList: async () => await this.readList(actor),
			getItem: async (itemId) => {
				await actor.turn();
				return this.look(actor, itemId);
			},
			editItem: async (itemId, edits) => await this.edit(actor, itemId, edits),
		};
	}

	/** Carries out what is late enough by now. */
	landLate(): void {
		const due = this.late.filter(({ sentAt }) => this.clock.now - sentAt >= LATE_MS);
		for (const edit of due) {
			this.late.splice(this.late.indexOf(edit), 1);
			this.land(edit.arrival);
		}
	}

	/** What an actor knows of an item, and since when. */
	seenBy(actor: Actor, itemId: number): Arrival['seen'] {
		const seen = this.seen.get(actor)?.get(itemId);
		if (!seen) throw new Error(`${actor.name} edits item ${itemId} without having seen it`);
		const { wokeAt } = actor;
		return wokeAt && wokeAt.order > seen.moment.order ? { ...seen, moment: wokeAt } : seen;
	}

	private async readList(actor: Actor): Promise<ListReading> {
		await actor.turn();
		const listings = [...this.items.keys()].map((itemId) => this.look(actor, itemId));
		return { listings, unreadable: [], flaw: null };
	}

	private look(actor: Actor, itemId: number): Listing {
		const moment = this.clock.tick(LOOK_MS);
		const listing = { ...this.items.get(itemId)!, read_at: new Date(moment.at).toISOString() };
		const seen = this.seen.get(actor) ?? new Map<number, Arrival['seen']>();
		this.seen.set(actor, seen.set(itemId, { listing, moment }));
		return { ...listing };
	}

	private async edit(actor: Actor, itemId: number, edits: Edits): Promise<Listing> {
		const edit = { actor, itemId, edits, seen: this.seenBy(actor, itemId) };
		const arrival = { ...edit, known: this.watch.sent(edit) };
		await actor.turn();
		const { mishap } = this;
		this.mishap = null;
		// Sent again, it says what the late one says, and nobody can tell which of the two came last.
		const again = this.late.findIndex((each) => each.arrival.actor === actor);
		if (again >= 0) this.late.splice(again, 1);
		if (mishap === 'hour') this.emptyHour();
		if (this.emptyUntil > this.clock.now) {
			throw new QuotaExceededError('この1時間の上限です', 'hour_api_limit', 'hour');
		}
		if (mishap === 'late') this.late.push({ arrival, sentAt: this.clock.now });
		else if (mishap !== 'refused' && mishap !== 'lost before') this.land(arrival);
		// The answer shows the item as the edit left it, whatever happens on its way back.
		const answer = this.look(actor, itemId);
		this.clock.tick(CALL_MS);
		await actor.turn();
		if (mishap === 'refused') throw new RequestRefusedError('できません', 'no');
		if (mishap !== null) throw new AnswerLostError('応答がありません', 'ETIMEDOUT');
		return answer;
	}

	emptyHour(): void {
		const hour = 3_600_000;
		this.emptyUntil = this.clock.now - (this.clock.now % hour) + hour;
	}

	private land(arrival: Arrival): void {
		const { at } = this.clock.tick(CALL_MS);
		this.watch.arrived(arrival);
		const { price, visible, stock } = arrival.edits;
		const edited = JSON.parse(JSON.stringify({ price, visible, stock })) as Partial<Listing>;
		Object.assign(this.items.get(arrival.itemId)!, edited, { modified: stampOf(at) });
	}
}

/** The shop's times are cut to the second. */
const stampOf = (at: number): string => new Date(at - (at % 1000)).toISOString();
