import { Random } from '../../simulator/world/random';

/** A market whose items change at random, each at its own pace, in simulated time. */
export interface MarketRules {
	items: number;
	/** How long it lasts; the last day may be a part of one. */
	days: number;
	/** Changes an item and day, on average. */
	mean: number;
	/** Spread of the items' rates: the standard deviation of their logarithm. */
	sigma: number;
	/** Share of the changes that a look does not show. */
	blindShare: number;
	seed: number;
	/** By item: the cost of a wrong minute; absent = drawn at random. */
	weights?: readonly number[];
	/** A time in which a share of all items changes once more, or nothing changes at all. */
	spell?: { from: number; until: number; share: number | 'nothing' };
}

export const DAY_MS = 24 * 3_600_000;

interface MarketItem {
	/** Changes per ms. */
	rate: number;
	weight: number;
	/** Times of its changes, ms, and whether a look shows them. */
	changes: Array<{ at: number; isShown: boolean }>;
	next: number;
	/** The first change that the shop does not know yet; null = all is known. */
	wrongSince: number | null;
	/** A look would show a movement. */
	isShown: boolean;
}

export interface WrongNow {
	items: number;
	shownWeight: number;
}

/** Measures, over all items, for how long their prices were wrong. */
export class Market {
	readonly items: MarketItem[];
	private readonly wrongMinutes: number[];
	private readonly delays: number[] = [];

	constructor(private readonly rules: MarketRules) {
		const seeded = new Random(rules.seed);
		const random = () => seeded.next();
		const { mean, sigma, days, blindShare, weights } = rules;
		this.wrongMinutes = Array.from({ length: Math.ceil(days) }, () => 0);
		this.items = Array.from({ length: rules.items }, (_, place): MarketItem => {
			const rate = (mean / DAY_MS) * Math.exp(sigma * gauss(random) - sigma ** 2 / 2);
			const drawn = Math.exp(gauss(random) - 0.5);
			const weight = weights?.[place] ?? drawn;
			const changes: MarketItem['changes'] = [];
			for (let at = wait(random, rate); at < days * DAY_MS; at += wait(random, rate)) {
				changes.push({ at, isShown: random() >= blindShare });
			}
			const told = { rate, weight, next: 0, wrongSince: null, isShown: false };
			return { ...told, changes: addSpell(changes, rules, random) };
		});
	}

	/** @returns how many items are wrong in the shop now, and the weight of those whose change a look shows */
	countWrongNow(now: number): WrongNow {
		const found = { items: 0, shownWeight: 0 };
		for (const item of this.items) {
			passTime(item, now);
			if (item.wrongSince === null) continue;
			found.items++;
			if (item.isShown) found.shownWeight += item.weight;
		}
		return found;
	}

	/** @returns whether a look shows that the item moved since it was last confirmed */
	look(place: number, now: number): boolean {
		const item = this.items[place]!;
		passTime(item, now);
		return item.isShown;
	}

	/** @returns whether the item changed since it was last confirmed; the shop follows `edit` ms later */
	confirm(place: number, now: number, editMs: number): boolean {
		const item = this.items[place]!;
		passTime(item, now);
		if (item.wrongSince === null) return false;
		this.countWrong(item, item.wrongSince, now + editMs);
		this.delays.push((now + editMs - item.wrongSince) / 60_000);
		item.wrongSince = null;
		item.isShown = false;
		return true;
	}

	/**
	 * Counts what is still wrong at the end.
	 * @returns by day the weighted wrong minutes an item, and the minutes from each change to the shop, ascending
	 */
	close(): { wrongMinutes: number[]; delays: number[] } {
		const end = this.rules.days * DAY_MS;
		for (const item of this.items) {
			passTime(item, end);
			if (item.wrongSince !== null) this.countWrong(item, item.wrongSince, end);
		}
		return {
			wrongMinutes: this.wrongMinutes.map((minutes) => minutes / this.rules.items),
			delays: this.delays.sort((one, other) => one - other),
		};
	}

	private countWrong({ weight }: MarketItem, from: number, until: number): void {
		for (let day = Math.floor(from / DAY_MS); day * DAY_MS < until; day++) {
			if (day >= this.wrongMinutes.length) return;
			const ms = Math.min(until, (day + 1) * DAY_MS) - Math.max(from, day * DAY_MS);
			this.wrongMinutes[day]! += (weight * ms) / 60_000;
		}
	}
}

function addSpell(
	changes: MarketItem['changes'],
	{ spell, blindShare }: MarketRules,
	random: () => number,
): MarketItem['changes'] {
	if (!spell) return changes;
	const { from, until, share } = spell;
	if (share === 'nothing') return changes.filter(({ at }) => at < from || at >= until);
	if (random() >= share) return changes;
	const at = from + random() * (until - from);
	return [...changes, { at, isShown: random() >= blindShare }].sort((a, b) => a.at - b.at);
}

function passTime(item: MarketItem, now: number): void {
	for (let each = item.changes[item.next]; each && each.at <= now; each = item.changes[item.next]) {
		item.wrongSince ??= each.at;
		item.isShown ||= each.isShown;
		item.next++;
	}
}

export const wait = (random: () => number, rate: number): number => -Math.log(1 - random()) / rate;

export const gauss = (random: () => number): number =>
	Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random());
