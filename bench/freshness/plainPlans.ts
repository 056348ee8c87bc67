import { DAY_MS, Market, type MarketRules } from './market';
import { laneSizes as sizes } from '../../lib/n8n/watch/amazonPorts';
import { intervals } from './play';

/** Plans without a memory, for comparison: each goes through the items in turn. */
export interface PlainPlan {
	/** Time between two rounds of confirmations, ms; 0 = one after the other. */
	confirmsEveryMs: number;
	/** The same of looks; null = none. */
	looksEveryMs: number | null;
}

/** The old daemon's plan at Amazon's real quota, the watch of version 0.1 beside it, and both lanes always at work. */
export const plainPlans = {
	seed_plan: { confirmsEveryMs: 3 * 3_600_000, looksEveryMs: null },
	shipped_0_1: { confirmsEveryMs: 3 * 3_600_000, looksEveryMs: 30 * 60_000 },
	always_on: { confirmsEveryMs: 0, looksEveryMs: 0 },
} satisfies Record<string, PlainPlan>;

const STEP_MS = intervals.look;

/** @returns by day the weighted wrong minutes an item */
export function playPlan(rules: MarketRules, plan: PlainPlan): number[] {
	const market = new Market(rules);
	const looks = new Round(rules.items, plan.looksEveryMs);
	const confirmations = new Round(rules.items, plan.confirmsEveryMs);
	const moved: number[] = [];
	const waiting = new Set<number>();
	const confirm = (count: number, now: number) => {
		for (let made = 0; made < count; made++) {
			const place = moved.shift() ?? confirmations.next(now);
			if (place === null) return;
			waiting.delete(place);
			market.confirm(place, now, 0);
		}
	};
	for (let now = STEP_MS; now < rules.days * DAY_MS; now += STEP_MS) {
		for (let made = 0; made < sizes.look; made++) {
			const place = looks.next(now);
			if (place === null) break;
			if (!market.look(place, now) || waiting.has(place)) continue;
			waiting.add(place);
			moved.push(place);
		}
		if (now % intervals.batch === 0) confirm(sizes.batch, now);
		confirm(sizes.single, now);
	}
	return market.close().wrongMinutes;
}

/** Goes through all items, and waits for its time before it begins anew. */
class Round {
	private place = 0;
	private round = 0;

	constructor(
		private readonly items: number,
		private readonly everyMs: number | null,
	) {}

	next(now: number): number | null {
		if (this.everyMs === null || now < this.round * this.everyMs) return null;
		const place = this.place++;
		if (this.place === this.items) {
			this.place = 0;
			this.round++;
		}
		return place;
	}
}
