import { isDeepStrictEqual } from 'node:util';
import type { QuestionKind } from '../../../../../lib/listing/guards/questionKinds';
import type { ShopMemory } from '../../../../../lib/listing/memory';
import type { Offer } from '../../../../../lib/listing/offer';
import type { RuleValues } from '../../../../../lib/ledger/rules/ruleValues';
import type { Collection, JsonObject } from '../../../../../lib/stores/store';
import { judgeArrival } from './judge';
import { asinOf, SHOP, type Arrival, type Clock, type Shop } from './shop';
import type { Actor, Moment } from './stage';
import type { Known, PauseRecord, PulledBrake, Reasons, Rules, Truth, Yes } from './truth';

/**
 * What is true in a story, told apart from the code under test: what Amazon's stored answers say, what the owner
 * did by hand and allowed, what was written last, and what is stopped.
 */
export class Model {
	/** What went wrong, in words; the first one ends the story. */
	readonly faults: string[] = [];
	/** How often each thing happened, to see that the stories are worth telling. */
	readonly counts = new Map<string, number>();
	readonly yeses: Yes[] = [];
	private readonly accepted: Array<{ order: number; itemId: number; price: number }> = [];
	brake: PulledBrake | null = null;
	/** When each run pulled the brake. */
	private readonly pulls = new Map<string, number>();
	private readonly truths = new Map<number, Truth[]>();
	private readonly answers = new Map<number, Array<{ order: number; offer: Offer }>>();
	private readonly rules: Rules[] = [];
	private readonly pauses: Array<{ order: number; record: PauseRecord | null }> = [];
	private readonly known = new Map<Actor, Map<string, Moment>>();
	/** When each price was noted as ours, by the listing's key. */
	private readonly noted = new Map<string, string>();
	/** Edits that were written down, and whose end is not known. */
	private readonly open = new Map<string, OpenEdit>();
	private readonly pricedAt = new Map<number, number>();
	private readonly lastSeen = new Map<Actor, Collection>();
	/** The runs that wrote something, oldest first. */
	readonly writers: string[] = [];
	/** Prices that were about to be sent, by run: those of a run that was killed may have been. */
	readonly sent = new Map<string, Array<{ itemId: number; from: number; to: number }>>();
	/** Items that a brake has hidden for good, until it is released. */
	private readonly covered = new Set<number>();
	/** When the owner or a release showed an item last. */
	private readonly shownOnPurpose = new Map<number, number>();

	constructor(
		readonly clock: Clock,
		private readonly shop: Shop,
	) {}

	count(what: string): void {
		this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
	}

	begin(itemId: number): void {
		const { visible } = this.shop.items.get(itemId)!;
		const hiddenBy = visible ? ('nobody' as const) : ('owner' as const);
		const never = { hiddenAt: 0, pricedAt: 0, ourPrice: null, reasons: null };
		this.truths.set(itemId, [{ order: 0, hiddenBy, pricedBy: 'owner', ...never }]);
	}

	/** The truth about an item as it was at that moment. */
	truthAt(itemId: number, order: number): Truth {
		return this.truths.get(itemId)!.findLast((truth) => truth.order <= order)!;
	}

	now(itemId: number): Truth {
		return this.truths.get(itemId)!.at(-1)!;
	}

	change(itemId: number, changes: Partial<Truth>): void {
		const { order } = this.clock.tick(0);
		this.truths.get(itemId)!.push({ ...this.now(itemId), ...changes, order });
	}

	ownerPrices(itemId: number, price: number): void {
		// A price that is on its way already, nobody can tell from the same one by hand; nor the price before it,
		// while the edit may still come.
		const open = this.findOpen(itemId);
		const isBefore = open.some((edit) => edit.from === price);
		const isOurs =
			isBefore || price === this.now(itemId).ourPrice || open.some((edit) => edit.price === price);
		const pricedBy = isOurs ? ('us' as const) : ('owner' as const);
		const { order: pricedAt } = this.clock.tick(0);
		this.change(itemId, { pricedBy, pricedAt, ...(isBefore ? { reasons: null } : {}) });
	}

	ownerHides(itemId: number): void {
		// After a hide of ours that nobody knows the end of, a hide by hand looks the same for minutes.
		const isUnclear = this.findOpen(itemId).some(({ hides }) => hides);
		const hiddenBy = isUnclear ? ('us' as const) : ('owner' as const);
		this.change(itemId, { hiddenBy, hiddenAt: this.clock.tick(0).order });
	}

	/** Edits that may still reach an item. */
	private findOpen(itemId: number) {
		return [...this.open.values()].filter(
			({ at, sender, ...edit }) =>
				edit.itemId === itemId &&
				// One that slept on its way is sent when it wakes.
				((sender !== null && !sender.isDead) || this.clock.now - at <= CALL_MS),
		);
	}

	ownerShows(itemId: number): void {
		this.covered.delete(itemId);
		this.shownOnPurpose.set(itemId, this.clock.tick(0).order);
		this.change(itemId, { hiddenBy: 'nobody' });
	}

	sees(actor: Actor, collection: Collection, keys: readonly string[]): void {
		const known = this.known.get(actor) ?? new Map<string, Moment>();
		this.known.set(actor, known);
		const moment = this.clock.tick(5);
		// The rules are read in two steps, of which the first one counts.
		const isSecond = collection === 'rules' && this.lastSeen.get(actor) === 'rules';
		this.lastSeen.set(actor, collection);
		if (isSecond) return;
		for (const key of keys) known.set(`${collection} ${key}`, moment);
		if (collection === 'brakes' && !known.has('first brake')) known.set('first brake', moment);
	}

	intends(actor: Actor, record: JsonObject): void {
		const { answers, outcome, id, item_id, field_edits } = record;
		const moment = this.clock.tick(5);
		if (answers !== undefined) {
			const known = this.open.get(String(answers));
			if (outcome !== 'lost') this.open.delete(String(answers));
			else if (known) known.sender = null;
			return;
		}
		this.known.get(actor)!.set('intent', moment);
		const { visible, price } = field_edits as Record<string, { from: number; to: unknown }>;
		const before = this.sent.get(actor.name) ?? [];
		const sent = price && { itemId: Number(item_id), from: price.from, to: Number(price.to) };
		if (sent) this.sent.set(actor.name, [...before, sent]);
		// Where the owner has just set the same price, nobody can tell theirs from it.
		if (sent && this.shop.items.get(sent.itemId)!.price === sent.to) {
			this.change(sent.itemId, { pricedBy: 'us', ourPrice: sent.to });
		}
		const hides = visible?.to === false;
		const itemId = Number(item_id);
		const { from = null, to: toPrice = null } = sent || {};
		this.open.set(String(id), {
			itemId,
			at: moment.at,
			hides,
			price: toPrice,
			from,
			sender: actor,
		});
		if (!hides) return;
		// What the owner hides between a look and the hide that follows, nobody can tell from that hide. A brake
		// looks at the whole list, and at each item no more.
		if (actor.role !== 'undo') this.change(itemId, { hiddenBy: 'us' });
	}

	private reasonsBy({ document, rules }: Known, itemId: number, order: number): Reasons {
		const cost = this.answerAt(itemId, document.order)?.price ?? null;
		return { cost, version: this.rulesAt(rules.order).version, order };
	}

	/** An edit leaves: returns what its writer has seen of the product and of the rules. */
	send({ actor, itemId }: Omit<Arrival, 'known'>): Known {
		if (!this.writers.includes(actor.name)) this.writers.push(actor.name);
		return this.knownTo(actor, itemId);
	}

	private knownTo(actor: Actor, itemId: number): Known {
		const known = this.known.get(actor)!;
		const find = (name: string): Moment => {
			const moment = known.get(name) ?? { order: 0, at: 0 };
			const { wokeAt } = actor;
			return wokeAt && wokeAt.order > moment.order ? wokeAt : moment;
		};
		const intent = known.get('intent')!;
		const pause = known.get(`pauses ${SHOP}`) ?? intent;
		return {
			...{ document: find(`documents ${asinOf(itemId)}`), rules: find('rules shop') },
			...{ intent, pause: pause.order > intent.order ? pause : intent },
			...{ firstBrake: known.get('first brake')?.order ?? 0 },
		};
	}

	hears(actor: Actor | null, collection: Collection, _: string, value: unknown): void {
		const { order } = this.clock.tick(5);
		if (actor && collection === 'documents') this.hearDocument(actor, value as StoredDocument);
		if (collection === 'rules') {
			const { versions } = value as { versions: Array<{ number: number; values: RuleValues }> };
			const last = versions.at(-1);
			if (last) this.rules.push({ order, version: last.number, values: last.values });
		}
		if (collection === 'pauses') {
			this.pauses.push({ order, record: (value as PauseRecord | undefined) ?? null });
		}
		if (collection !== 'brakes') return;
		const brake = value as Omit<PulledBrake, 'order'> | undefined;
		// A release that notes its own number pulls no brake.
		const isPulled = brake?.releasing === null;
		const pulledAt = isPulled ? order : (this.brake?.order ?? order);
		this.brake = brake === undefined ? null : { ...brake, order: pulledAt };
		for (const run of brake?.runs ?? []) if (!this.pulls.has(run)) this.pulls.set(run, order);
		if (value === undefined) this.covered.clear();
	}

	/**
	 * An edit is remembered before the journal has it: one that is killed in between may have been sent too. An
	 * undo that is killed before it notes its write leaves the reasons of the run's.
	 */
	private hearDocument(actor: Actor, { shop = {} }: StoredDocument): void {
		for (const [key, { intended, open_price, last_written: written }] of Object.entries(shop)) {
			const itemId = Number(key.slice(`${SHOP}/`.length));
			if (!intended) this.open.delete(key);
			else {
				const { at, visible, price = null } = intended;
				const from = open_price?.from ?? null;
				const hides = visible === false;
				this.open.set(key, { itemId, at: Date.parse(at), hides, price, from, sender: actor });
			}
			const isNew = written?.price_at !== undefined && this.noted.get(key) !== written.price_at;
			if (written?.price_at !== undefined) this.noted.set(key, written.price_at);
			if (actor.role !== 'undo' || !isNew) continue;
			const { order } = this.clock.tick(0);
			const reasons = { cost: written.cost?.price ?? null, version: written.rules ?? 0, order };
			this.change(itemId, { reasons });
		}
	}

	/** Answers were stored, and perhaps prices taken over that the rule agrees with. */
	learns(
		items: ReadonlyArray<{
			itemId: number;
			offer: Offer;
			remember?: { last_written?: { price?: number; rules?: number | null } | null };
		}>,
	): void {
		const { order } = this.clock.tick(0);
		for (const { itemId, offer, remember } of items) {
			const known = this.answers.get(itemId) ?? [];
			if (isSettled(offer)) this.answers.set(itemId, [...known, { order, offer }]);
			const { price: agreed, rules } = remember?.last_written ?? {};
			if (agreed === undefined) continue;
			const reasons = { cost: offer.price, version: rules ?? 0, order };
			this.change(itemId, { ourPrice: agreed, pricedBy: 'us', reasons });
		}
	}

	/** The newest answer that was stored by then; null if none settled anything yet. */
	answerAt(itemId: number, order: number): Offer | null {
		return this.answersBy(itemId, order).at(-1)?.offer ?? null;
	}

	/** What was stored by then, oldest answer first: one that comes late overwrites nothing newer. */
	private answersBy(itemId: number, order: number) {
		const stored = (this.answers.get(itemId) ?? []).filter((each) => each.order <= order);
		return stored.sort((a, b) => Date.parse(a.offer.fetched_at) - Date.parse(b.offer.fetched_at));
	}

	/**
	 * The last price that a second source or the owner's yes supported by then, or the first that both operations
	 * named.
	 */
	supportedAt(itemId: number, order: number): number | null {
		const prices = this.answersBy(itemId, order).filter(({ offer }) => offer.price !== null);
		const last = prices.findLast(({ offer }) => isSupported(offer));
		const accepted = this.accepted.findLast((yes) => yes.itemId === itemId && yes.order <= order);
		if (accepted && accepted.order > (last?.order ?? 0)) return accepted.price;
		return (last ?? prices.find(({ offer }) => offer.witness?.agreed))?.offer.price ?? null;
	}

	/** What went by the owner's yes, at a price that nothing else supports. */
	accept(itemId: number, price: number): void {
		this.accepted.push({ itemId, price, order: this.clock.tick(0).order });
	}

	/** True if no version since that one made prices otherwise: an approved way back is the owner's word, too. */
	isPricedAlike(one: number, { version, values }: Rules): boolean {
		const since = this.rules.filter((rules) => rules.version >= one && rules.version <= version);
		return since.every((rules) => isDeepStrictEqual(rules.values.pricing, values.pricing));
	}

	rulesAt(order: number): Rules {
		return this.rules.findLast((rules) => rules.order <= order)!;
	}

	/** Who paused the shop at that moment; null if nobody did. */
	pausedBy({ order, at }: Moment): string | null {
		const record = this.pauses.findLast((pause) => pause.order <= order)?.record;
		if (!record) return null;
		const isOver = record.until !== null && Date.parse(record.until) <= at;
		return isOver ? (record.before?.by ?? null) : record.by;
	}

	/** True if a brake or closed days hold the shop now. */
	isHeld(): boolean {
		const { brake } = this;
		return brake !== null && !(brake.until && Date.parse(brake.until) <= this.clock.now);
	}

	/** When a run last wrote the item's price; 0 if never. */
	runPricedAt(itemId: number): number {
		return this.pricedAt.get(itemId) ?? 0;
	}

	hasYes(itemId: number, kinds: readonly QuestionKind[], after: number): boolean {
		return this.yeses.some(
			(yes) => yes.itemId === itemId && kinds.includes(yes.kind) && yes.order > after,
		);
	}

	/** A brake says that it is done. @param left items that it could not hide */
	braked(actor: Actor, left: ReadonlySet<number>): void {
		this.count('brakes done');
		// Released while it worked, whoever pulled the brake again since.
		if (!this.brake?.runs.includes(actor.name) || !this.isHeld()) return;
		const pulledAt = this.pulls.get(actor.name)!;
		for (const itemId of this.shop.items.keys()) {
			const isShown = (this.shownOnPurpose.get(itemId) ?? 0) > pulledAt;
			if (!left.has(itemId) && !isShown) this.covered.add(itemId);
		}
		this.requireHidden(actor.name);
	}

	/** Nothing that a brake covers may be visible. */
	requireHidden(after: string): void {
		if (!this.isHeld()) this.covered.clear();
		for (const itemId of this.covered) {
			if (this.shop.items.get(itemId)!.visible) {
				this.faults.push(`(f) item ${itemId} is visible although the brake is done (${after})`);
			}
		}
	}

	/** Judges an edit in the moment that it reaches the shop, and takes it over into the truth. */
	judge(arrival: Arrival): void {
		const { actor, itemId, edits, known } = arrival;
		this.faults.push(...judgeArrival(this, arrival));
		const { role } = actor;
		const { order } = this.clock.tick(0);
		if (edits.visible === true) {
			if (role === 'release') {
				this.covered.delete(itemId);
				this.shownOnPurpose.set(itemId, order);
			}
			this.change(itemId, { hiddenBy: 'nobody' });
		}
		if (edits.visible === false) {
			this.change(itemId, { hiddenBy: role === 'undo' ? 'owner' : 'us', hiddenAt: order });
		}
		if (edits.price === undefined) return;
		if (role !== 'undo') this.pricedAt.set(itemId, order);
		const reasons = this.reasonsBy(known, itemId, order);
		const ours = { pricedBy: 'us' as const, pricedAt: order, ourPrice: edits.price };
		this.change(itemId, role === 'undo' ? ours : { ...ours, reasons });
	}
}

/** An edit that was written down, and whose end is not known. */
interface OpenEdit {
	itemId: number;
	at: number;
	hides: boolean;
	price: number | null;
	/** The price before it. */
	from: number | null;
	/** The run that waits for its answer; null = none does. */
	sender: Actor | null;
}

interface StoredDocument {
	shop?: Record<string, ShopMemory>;
}

/** A call to the shop ends within this time. */
const CALL_MS = 3 * 60_000;

export const isSupported = ({ witness }: Offer): boolean => witness?.verdict === 'supports';

/** True if the answer says for sure what Amazon sells. */
export const isSettled = (offer: Offer): boolean =>
	offer.status === 'gone' ? isSupported(offer) : offer.status !== 'unknown';
