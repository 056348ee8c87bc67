import type { Simulator } from '../simulator/start';

/** Prices that move all the time, and when the shop followed. */
export class MovingMarket {
	private readonly changedAt = new Map<string, number>();
	private readonly minutes: number[] = [];
	private readonly timer: NodeJS.Timeout;

	constructor(
		private readonly simulator: Simulator,
		private readonly shop: string,
		changesADay: number,
	) {
		this.timer = setInterval(() => this.pass(), 86_400_000 / changesADay);
	}

	stop(): void {
		clearInterval(this.timer);
	}

	/** How long changes took to the shop, shortest first, in minutes; `open` did not reach it yet. */
	delays(): { minutes: number[]; open: number } {
		this.collect();
		const minutes = [...this.minutes].sort((one, other) => one - other);
		return { minutes, open: this.changedAt.size };
	}

	private pass(): void {
		this.collect();
		const known = new Set(this.simulator.world.listings(this.shop).map(({ asin }) => asin));
		const [move] = this.simulator.world.advance({ share: 1 / this.simulator.world.products.size });
		if (move && known.has(move.asin)) this.changedAt.set(move.asin, Date.now());
	}

	/** A change that calls for no edit has no end, and counts nowhere. */
	private collect(): void {
		for (const [asin, at] of this.changedAt) {
			const [item] = this.simulator.world.itemsOf(this.shop, asin);
			const written = item && this.simulator.counters.lastWriteOf(this.shop, item.item_id);
			if (!written || written < at) continue;
			this.minutes.push((written - at) / 60_000);
			this.changedAt.delete(asin);
		}
	}
}
