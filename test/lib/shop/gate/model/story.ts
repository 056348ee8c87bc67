import type { Listing } from '../../../../../lib/listing/listing';
import { shopPatch } from '../../../../../lib/listing/rowMemory';
import type { ShopData } from '../../../../../lib/shop/shopData';
import { play, playBrake, playRelease, playUndo, type Outcomes } from './actors';
import { floorOf } from './judge';
import { isSettled } from './model';
import { asinOf, SHOP } from './shop';
import { Actor, type Role } from './stage';
import type { Step } from './steps';
import { itemIds, valuesOf, World } from './world';

/** Tells one story step by step, until something goes wrong or it ends. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_ACTORS = 4;

export interface Told {
	/** The first thing that went wrong; null if nothing did. */
	fault: string | null;
	/** Steps that were told until then. */
	lines: string[];
	counts: ReadonlyMap<string, number>;
	/** The shop as it stands then. */
	items: ReadonlyMap<number, Listing>;
}

export async function tellStory(steps: readonly Step[]): Promise<Told> {
	const story = new Story();
	const lines: string[] = [];
	const { model, shop } = story.world;
	const told = () => ({ fault: story.fault, lines, counts: model.counts, items: shop.items });
	try {
		await story.begin();
		for (const step of steps) {
			const line = await story.take(step);
			if (line !== null) lines.push(line);
			if (story.fault !== null) return told();
		}
		await story.end();
	} catch (error) {
		model.faults.push(error instanceof Error ? String(error.stack) : String(error));
	}
	return told();
}

class Story {
	readonly world = new World();
	/** The owner's own look at the store: at once. */
	private readonly data: ShopData = this.world.open(null);
	private count = 0;

	get fault(): string | null {
		return this.world.model.faults[0] ?? null;
	}

	/** A shop that has been in step for long, one item far from its price, and one hidden by the owner. */
	async begin(): Promise<void> {
		const { world, data } = this;
		world.place(1, {}, {});
		world.place(2, {}, {});
		world.place(3, { price: 5000 }, {});
		world.place(4, { visible: false }, {});
		await data.ledger.rules.save(SHOP, valuesOf(130), 'settings');
		for (const id of itemIds) world.model.begin(id);
		await this.sync();
		world.pass(60 * MINUTE);
	}

	/** Takes one step. Returns what it did in words; null if it could do nothing. */
	async take(step: Step): Promise<string | null> {
		const line = await this.act(step);
		this.world.model.requireHidden(step.do);
		return line;
	}

	/** Everything under way ends; then a sync puts right what it may, and the next one finds nothing to do. */
	async end(): Promise<void> {
		const { world, data } = this;
		world.shop.mishap = null;
		while (world.stage.actors.length > 0) await world.stage.finish(world.stage.actors[0]!);
		world.pass(5 * MINUTE);
		world.shop.emptyUntil = -Infinity;
		const pause = await data.ledger.pauses.get(SHOP);
		if (pause && pause.by !== 'brake') await data.ledger.pauses.clear(SHOP);
		world.pass(10 * MINUTE);
		const outcomes = await this.sync();
		this.requireAboveFloor(outcomes);
		const show = (itemId: number) => JSON.stringify(world.shop.items.get(itemId));
		// An item without an answer for a day is hidden once Amazon was asked twice.
		const settled = [...outcomes].filter(([, { offer }]) => isSettled(offer));
		const before = new Map(settled.map(([itemId]) => [itemId, show(itemId)]));
		await this.sync();
		for (const [itemId, shown] of before) {
			if (shown === show(itemId)) continue;
			world.model.faults.push(`(h) the next sync writes again: ${shown} -> ${show(itemId)}`);
		}
		world.model.requireHidden('the end');
	}

	private async sync(): Promise<Outcomes> {
		const actor = new Actor('sync', this.nameRun('sync'));
		let outcomes: Outcomes = new Map();
		await this.world.stage.begin(actor, async () => {
			outcomes = await play(this.world, actor);
		});
		await this.world.stage.finish(actor);
		if (actor.error) throw actor.error;
		return outcomes;
	}

	/** (b) After a sync that carried out all it decided, nothing with a confirmed cost sells at a loss. */
	private requireAboveFloor(outcomes: Outcomes): void {
		const { model, shop } = this.world;
		const { order } = this.world.tick(0);
		for (const [itemId, { action, offer }] of outcomes) {
			const { visible, price } = shop.items.get(itemId)!;
			const floor = floorOf(model.answerAt(itemId, order), model.rulesAt(order));
			const isOpen = action === 'failed' || action === 'deferred';
			if (isOpen || !visible || floor === null || price >= floor) continue;
			if (!isSettled(offer) && this.isOld(itemId, order)) continue;
			model.faults.push(`(b) item ${itemId} stays at ${price} yen, below ${floor}: ${action}`);
		}
	}

	/** What is older than a day moves nothing before Amazon was asked twice. */
	private isOld(itemId: number, order: number): boolean {
		const at = this.world.model.answerAt(itemId, order)?.fetched_at ?? '';
		return this.world.now - Date.parse(at) > DAY;
	}

	private nameRun(role: Role): string {
		return `${role}-${++this.count}`;
	}

	private async act(step: Step): Promise<string | null> {
		const { world, data } = this;
		const { stage, shop, model } = world;
		switch (step.do) {
			case 'sync':
			case 'watch': {
				// A second run of the same kind waits for the first: it has the lease.
				if (stage.actors.some(({ role }) => role === step.do)) return null;
				const items = step.do === 'watch' ? step.items : null;
				return await this.start(step.do, async (actor) => void (await play(world, actor, items)));
			}
			case 'undo': {
				// The latest first.
				const undone = model.writers.toReversed()[step.which % model.writers.length];
				if (undone === undefined) return null;
				const undoing = { run: undone, asks: step.asks };
				return await this.start(
					'undo',
					async (actor) => await playUndo(world, actor, undoing),
					undone,
				);
			}
			case 'brake': {
				const until =
					step.days === null ? null : new Date(world.now + step.days * DAY).toISOString();
				return await this.start('brake', async (actor) => await playBrake(world, actor, until));
			}
			case 'release':
				if (!(await data.ledger.brakes.get(SHOP))) return null;
				return await this.start(
					'release',
					async (actor) => await playRelease(world, actor, step.asks),
				);
			case 'go on':
			case 'finish':
			case 'die':
				return await this.direct(step);
			case 'wait':
				if (!step.isAsleep) await stage.endCalls();
				world.pass(step.minutes * MINUTE);
				return `${step.minutes} minutes pass${step.isAsleep ? ' while the machine sleeps' : ''}`;
			case 'owner':
				return await this.actByHand(step);
			case 'answer': {
				const open = (await data.ledger.questions.all(SHOP)).filter(
					({ answer }) => answer === null,
				);
				const question = open[step.which % open.length];
				if (!question) return null;
				await data.ledger.questions.answer(SHOP, question.codes[step.says]);
				const { order } = world.tick(5);
				const { kind, members } = question;
				model.count(`${step.says} to ${kind}`);
				for (const { item_id: itemId, proposal, facts } of members) {
					if (step.says === 'no') continue;
					model.yeses.push({ order, itemId, kind, proposal, shown: facts.price });
				}
				const ids = members.map(({ item_id }) => item_id);
				return `the owner says ${step.says} to ${kind} of ${ids.join(', ')}`;
			}
			case 'approve':
				await data.ledger.rules.amend(SHOP, valuesOf(step.markup), 'owner');
				return `the owner approves ${step.markup}%`;
			case 'set': {
				const { values } = (await data.ledger.rules.ruling(SHOP))!;
				const thresholds = { ...values.thresholds, yen: step.yen };
				await data.ledger.rules.amend(SHOP, { thresholds }, 'owner');
				return `the owner has changes of ${step.yen} yen told`;
			}
			case 'pause':
				await data.ledger.pauses.set(SHOP, { by: 'owner', reason: '手動で停止' });
				return 'the owner pauses the shop';
			case 'resume':
				await data.ledger.pauses.clear(SHOP);
				return 'the owner resumes the shop';
			case 'amazon':
				Object.assign(world.pages.get(step.item)!, step.page);
				return `Amazon's item ${step.item}: ${JSON.stringify(step.page)}`;
			case 'mishap':
				shop.mishap = step.kind;
				return `the next edit meets: ${step.kind}`;
		}
	}

	private async start(
		role: Role,
		perform: (actor: Actor) => Promise<void>,
		undoes: string | null = null,
	): Promise<string | null> {
		if (this.world.stage.actors.length >= MOST_ACTORS) return null;
		const actor = new Actor(role, this.nameRun(role), undoes);
		this.world.model.count(`${role} begun`);
		await this.world.stage.begin(actor, async () => await perform(actor));
		return `${actor.name} begins${undoes ? ` to undo ${undoes}` : ''}`;
	}

	private async direct(step: Extract<Step, { who: number }>): Promise<string | null> {
		const { stage, model } = this.world;
		const actor = stage.actors[step.who % stage.actors.length];
		if (!actor) return null;
		if (step.do === 'die') {
			stage.kill(actor);
			return `${actor.name} is killed`;
		}
		if (step.do === 'go on') await stage.goOn(actor, step.points);
		else await stage.finish(actor);
		if (actor.isDone) model.count(`${actor.role} ended`);
		const end = actor.isDone ? ` and ends${actor.error ? ` (${String(actor.error)})` : ''}` : '';
		return `${actor.name} goes on${step.do === 'go on' ? ` ${step.points} points` : ''}${end}`;
	}

	private async actByHand(step: Extract<Step, { do: 'owner' }>): Promise<string | null> {
		const { world, data } = this;
		const { shop, model } = world;
		const { item, hand, price } = step;
		const { visible } = shop.items.get(item)!;
		switch (hand) {
			case 'price':
				if (price === shop.items.get(item)!.price) return null;
				shop.change(item, { price });
				model.ownerPrices(item, price);
				return `the owner prices item ${item} at ${price}`;
			case 'hide':
				if (!visible) return null;
				shop.change(item, { visible: false });
				model.ownerHides(item);
				break;
			case 'show':
				if (visible) return null;
				shop.change(item, { visible: true });
				model.ownerShows(item);
				break;
			case 'hide again':
				if (visible) return null;
				shop.change(item, { visible: true });
				model.ownerShows(item);
				shop.change(item, { visible: false });
				model.ownerHides(item);
				break;
			case 'sell':
				shop.change(item, { stock: 0 });
				break;
			case 'title':
				shop.change(item, { title: `品 ${item} (${++this.count})` });
				break;
			case 'hand over': {
				if (visible) return null;
				const listing = shop.items.get(item)!;
				const handed = { adopted_at: world.timestamp(), own_modified: listing.modified };
				await data.cache.write([{ asin: asinOf(item), set: { shop: shopPatch(listing, handed) } }]);
				model.change(item, { hiddenBy: 'us' });
			}
		}
		model.count(`owner: ${hand}`);
		return `the owner's hand at item ${item}: ${hand}`;
	}
}
