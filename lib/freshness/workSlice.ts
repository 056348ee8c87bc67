import type { Sight } from './looks';
import { SliceQueue, type Picked, type QueueRules } from './sliceQueue';

/** The three quotas, each with its own pace. */
export const lanes = ['look', 'batch', 'single'] as const;
export type Lane = (typeof lanes)[number];
export type ConfirmLane = Exclude<Lane, 'look'>;

export interface SlicePorts {
	/** ms since 1970. */
	now: () => number;
	/** Resolves after `ms`; rejects when the signal is aborted. */
	sleep: (ms: number, signal: AbortSignal) => Promise<void>;
	/** Resolves when the lane may make its next call; rejects when the signal is aborted. */
	turn: (lane: Lane, isUrgent: boolean, signal: AbortSignal) => Promise<void>;
	/** Time between two calls of a lane at its whole quota, ms. */
	intervalOf: (lane: Lane) => number;
	/** Looks at items, in one call. */
	look: (asins: string[]) => Promise<ReadonlyMap<string, Sight>>;
	/** Confirms items that were just looked at, in one call of the lane. */
	confirm: (lane: ConfirmLane, asins: string[], isUrgent: boolean) => Promise<void>;
}

export interface SliceRules extends QueueRules {
	/** When the slice ends, ms since 1970: no call begins later. */
	endsAt: number;
	/** Share of each quota that may be used, above 0, up to 1. */
	share: number;
	/** ASINs that one call of a lane can carry. */
	sizes: Readonly<Record<Lane, number>>;
}

/**
 * Spends one slice of the quotas. Looks and confirmations go on side by side: what a look shows to have moved is
 * confirmed with the next call of either lane, and the rest of the confirmations goes down the ranking. Items are
 * looked at right before they are confirmed, because the look is the confirmation's second witness. The slice is
 * over at its end, or once every item has had its look.
 * @throws what a port throws, once all calls under way have ended
 */
export async function workSlice(rules: SliceRules, ports: SlicePorts): Promise<void> {
	await new SliceWork(rules, ports).work();
}

class SliceWork {
	private readonly queue: SliceQueue;
	private readonly over = new AbortController();
	private readonly calls = new Set<Promise<void>>();
	/** By lane: when it may go on without taking more than its share. */
	private readonly restsUntil = new Map<Lane, number>();
	private isLooking = true;
	private failure: { error: unknown } | null = null;
	private change = Promise.withResolvers<void>();

	constructor(
		private readonly rules: SliceRules,
		private readonly ports: SlicePorts,
	) {
		this.queue = new SliceQueue(rules);
	}

	async work(): Promise<void> {
		const done = new AbortController();
		const end = this.ports
			.sleep(Math.max(this.rules.endsAt - this.ports.now(), 0), done.signal)
			.then(
				() => this.close(),
				() => undefined,
			);
		await Promise.all([this.lookOn(), this.confirmOn('batch'), this.confirmOn('single')]);
		done.abort();
		await end;
		while (this.calls.size > 0) await Promise.all(this.calls);
		if (this.failure) throw this.failure.error;
	}

	private async lookOn(): Promise<void> {
		const { queue } = this;
		const work = { has: () => queue.hasLooks, isUrgent: () => false };
		while (await this.takeTurn('look', work, () => queue.isLookedThrough)) {
			const picked = queue.pickLooks(this.rules.sizes.look);
			if (picked.length > 0) this.begin(async () => await this.look(picked));
		}
		this.isLooking = false;
		this.tell();
	}

	private async look(picked: readonly Picked[]): Promise<void> {
		const sights = await this.ports.look(picked.map(({ asin }) => asin));
		for (const each of picked) this.queue.noteLook(each, sights.get(each.asin) === 'moved');
	}

	private async confirmOn(lane: ConfirmLane): Promise<void> {
		const { queue } = this;
		const work = { has: () => queue.hasConfirmations, isUrgent: () => queue.isUrgent };
		const isDone = () => !this.isLooking && this.calls.size === 0;
		while (await this.takeTurn(lane, work, isDone)) {
			const { asins, isUrgent } = queue.pickConfirmations(this.rules.sizes[lane]);
			if (asins.length > 0) {
				this.begin(async () => await this.ports.confirm(lane, asins, isUrgent));
			}
			this.tell();
		}
	}

	/** Waits until there is work, then for a turn. @returns false if the slice is over, or the lane's work done */
	private async takeTurn(lane: Lane, work: Work, isDone: () => boolean): Promise<boolean> {
		const { ports, over, rules } = this;
		try {
			const rest = (this.restsUntil.get(lane) ?? 0) - ports.now();
			if (rest > 0) await ports.sleep(rest, over.signal);
			for (;;) {
				over.signal.throwIfAborted();
				if (!work.has()) {
					if (isDone()) return false;
					await this.change.promise;
				} else if (await this.requestTurn(lane, work.isUrgent)) break;
			}
			const { share } = rules;
			if (share < 1) this.restsUntil.set(lane, ports.now() + ports.intervalOf(lane) / share);
			return true;
		} catch (error) {
			if (!over.signal.aborted) this.fail(error);
			return false;
		}
	}

	/** @returns false if the place in the line was given up, because something urgent came meanwhile */
	private async requestTurn(lane: Lane, isUrgent: () => boolean): Promise<boolean> {
		const wasUrgent = isUrgent();
		const withdrawn = new AbortController();
		const signal = AbortSignal.any([this.over.signal, withdrawn.signal]);
		const turn = this.ports.turn(lane, wasUrgent, signal).then(() => true);
		if (wasUrgent) return await turn;
		turn.catch(() => undefined);
		for (;;) {
			const isMine = await Promise.race([turn, this.change.promise.then(() => false)]);
			if (isMine) return true;
			if (!isUrgent() && !this.over.signal.aborted) continue;
			withdrawn.abort();
			return await turn.catch(() => false);
		}
	}

	/** Starts a call; its lane goes on to the next turn meanwhile. */
	private begin(call: () => Promise<void>): void {
		const running: Promise<void> = call()
			.catch((error: unknown) => this.fail(error))
			.finally(() => {
				this.calls.delete(running);
				this.tell();
			});
		this.calls.add(running);
	}

	private fail(error: unknown): void {
		this.failure ??= { error };
		this.close();
	}

	private close(): void {
		this.over.abort();
		this.tell();
	}

	private tell(): void {
		this.change.resolve();
		this.change = Promise.withResolvers<void>();
	}
}

interface Work {
	has: () => boolean;
	/** Something moved, and should go before other runs' routine. */
	isUrgent: () => boolean;
}
