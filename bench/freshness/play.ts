import { learnHabits } from '../../lib/freshness/habits';
import {
	catchUp,
	noteConfirmation,
	noteLook,
	unwatched,
	type Habits,
	type ItemLooks,
	type Sight,
} from '../../lib/freshness/looks';
import { findSetBack, readConfirmed, shiftLooks, type SetBack } from '../../lib/freshness/setBack';
import { LOOK_GAP_MS, rankItems, type Candidate } from '../../lib/freshness/rank';
import { lanes, workSlice, type Lane } from '../../lib/freshness/workSlice';
import { laneSizes as sizes, operationOf } from '../../lib/n8n/watch/amazonPorts';
import { RESERVE_MS, SHORTEST_SLICE_MS, SLICE_MS } from '../../lib/n8n/watch/slice';
import { rateLimits } from '../../lib/spApi/limits';
import { SimulatedTime } from './simulatedTime';
import { DAY_MS, Market, type MarketRules, type WrongNow } from './market';

/** Amazon's published quotas: time between two calls, ms. */
export const intervals = Object.fromEntries(
	lanes.map((lane) => [lane, 1000 / rateLimits[operationOf[lane]].ratePerSecond]),
) as Readonly<Record<Lane, number>>;

const ANSWERS_MS: Readonly<Record<Lane, number>> = { look: 300, batch: 800, single: 400 };
/** A watch starts so often, as shipped. */
const WATCH_MS = 600_000;
/** From the start of a watch to its first call: it reads the shop's list. */
const START_MS = 2_000;
/** Between two slices: the decision, the edits, n8n itself; as `watchDay` measures it. */
const BETWEEN_MS = 3_500;
/** What a slice finds leaves it at its end; from there to the shop. */
const EDIT_MS = 3_000;
const AGE_LIMIT_MS = 3 * 3_600_000;
/** The most items that a slice can reach, and some more. */
const MOST = 800;

export interface Played {
	/** By day: weighted wrong minutes an item. */
	wrongMinutes: number[];
	/** Minutes from a change to the shop, ascending. */
	delays: number[];
	calls: Record<Lane, number>;
}

export interface PlayRules {
	share: number;
	/** True: the rates, the blind share and the mean of the market are known from the start. */
	isAllKnowing: boolean;
	/** By item: the weight by which the watch ranks; absent = what a wrong minute costs. */
	weights?: readonly number[];
	/** Called before each slice. */
	meddle?: (watch: PlayedWatch) => void;
}

/** What a story sees of a watch, and may do to it. */
export interface PlayedWatch {
	/** The true time, ms. */
	now: () => number;
	countWrong: () => WrongNow;
	/** Time since the item that waits longest was confirmed, ms. */
	findOldest: () => number;
	/** Sets the machine's clock so far from the true time, ms. */
	setClock: (offset: number) => void;
	/** Loses all that was stored. */
	forget: () => void;
	/** Loses what was learned of how often each item moves. */
	forgetHabits: () => void;
	/** No slice can be worked on for this time, ms. */
	stop: (ms: number) => void;
}

/**
 * Plays the watch over a market: its ranking, its slices and what it learns are the product's, only the answers and
 * the time are simulated. At first every item has just been confirmed, and nothing is known of any.
 */
export async function playWatch(market: MarketRules, rules: PlayRules): Promise<Played> {
	return await new WatchPlay(market, rules).play();
}

class WatchPlay implements PlayedWatch {
	private readonly market: Market;
	private readonly time = new SimulatedTime(1);
	private readonly free: Record<Lane, number> = { look: 0, batch: 0, single: 0 };
	private readonly calls: Record<Lane, number> = { look: 0, batch: 0, single: 0 };
	private readonly items: Candidate[];
	private readonly placeOf: ReadonlyMap<string, number>;
	private readonly announced = { shown: 0, hidden: 0 };
	/** By item: when it was confirmed in truth. */
	private readonly confirmedAt: number[];
	/** By item: the stamp of its confirmation in the cache; 0 = none. */
	private readonly stamps: number[];
	private setBack: SetBack | null = null;
	private clockOffset = 0;
	private stoppedUntil = 0;
	private sliceEndsAt = 0;

	constructor(
		private readonly marketRules: MarketRules,
		private readonly rules: PlayRules,
	) {
		this.market = new Market(marketRules);
		this.items = this.market.items.map(({ weight, rate }, place) => ({
			...{ asin: `B${place}`, weight: rules.weights?.[place] ?? weight },
			...{ looks: { ...unwatched, looked: 1, confirmed: 1 } },
			...(rules.isAllKnowing ? { rate } : {}),
		}));
		this.confirmedAt = this.items.map(() => this.time.now());
		this.stamps = [...this.confirmedAt];
		this.placeOf = new Map(this.items.map(({ asin }, place) => [asin, place]));
	}

	async play(): Promise<Played> {
		const end = this.marketRules.days * DAY_MS;
		while (this.time.now() < end) {
			this.rules.meddle?.(this);
			const wait = this.stoppedUntil - this.now();
			await this.time.run(wait > 0 ? this.time.sleep(wait) : this.workOnSlice());
			await this.time.run(this.time.sleep(BETWEEN_MS));
		}
		const { wrongMinutes, delays } = this.market.close();
		return { wrongMinutes, delays, calls: this.calls };
	}

	readonly now = (): number => this.time.now();

	countWrong(): WrongNow {
		return this.market.countWrongNow(this.now());
	}

	findOldest(): number {
		return this.now() - this.confirmedAt.reduce((one, other) => Math.min(one, other));
	}

	setClock(offset: number): void {
		this.clockOffset = offset;
	}

	forget(): void {
		this.forgetHabits();
		for (const item of this.items) item.looks = unwatched;
		this.stamps.fill(0);
	}

	forgetHabits(): void {
		for (const item of this.items) {
			const { looked, confirmed, moved } = item.looks;
			item.looks = { ...unwatched, looked, confirmed, moved };
		}
		Object.assign(this.announced, { shown: 0, hidden: 0 });
	}

	stop(ms: number): void {
		this.stoppedUntil = this.now() + ms;
	}

	/** The time on the machine's clock. */
	private readonly clock = (): number => this.now() + this.clockOffset;

	private async workOnSlice(): Promise<void> {
		const { sleep } = this.time;
		const now = this.clock;
		const nextStart = (Math.floor(this.now() / WATCH_MS) + 1) * WATCH_MS;
		this.sliceEndsAt = Math.min(this.now() + SLICE_MS, nextStart - RESERVE_MS);
		const left = this.sliceEndsAt - this.now();
		if (left < SHORTEST_SLICE_MS) {
			await sleep(nextStart + START_MS - this.now());
			return;
		}
		this.mindClock(now());
		const habits = this.findHabits();
		const ranking = rankItems(this.items, {
			...{ habits, ageLimitMs: AGE_LIMIT_MS, now: now(), lookGapMs: LOOK_GAP_MS, most: MOST },
		});
		const first = this.items.flatMap(({ asin, looks }) => (looks.moved ? asin : []));
		await workSlice(
			{
				...{ first, ranking, confirmsAll: true, sizes, share: this.rules.share },
				endsAt: now() + left,
			},
			{
				...{ now, sleep, intervalOf: (lane) => intervals[lane] },
				turn: async (lane, _isUrgent, signal) => {
					// A limiter waits for no time that is over: it begins anew where the clock was set back.
					const wait = this.free[lane] - this.now();
					if (wait > 0) await sleep(wait, signal);
					this.free[lane] = this.now() + intervals[lane];
					this.calls[lane]++;
				},
				look: async (asins) => {
					await sleep(ANSWERS_MS.look);
					return new Map(asins.map((asin): [string, Sight] => [asin, this.look(asin, habits)]));
				},
				confirm: async (lane, asins) => {
					await sleep(ANSWERS_MS[lane]);
					for (const asin of asins) this.confirm(asin, habits);
				},
			},
		);
	}

	/** As the store does it: what was noted by a clock that was set back since is older than it looks. */
	private mindClock(now: number): void {
		const newest = this.items.reduce((latest, { looks }) => Math.max(latest, looks.looked), 0);
		const setBack = findSetBack(this.setBack, newest, now);
		const isNew = setBack !== this.setBack;
		this.setBack = setBack;
		this.items.forEach((item, place) => {
			const looks = isNew ? shiftLooks(item.looks, setBack!) : item.looks;
			const confirmed = readConfirmed(this.stamps[place]!, looks, setBack);
			item.looks = catchUp(looks, confirmed, now);
		});
	}

	private findHabits(): Habits {
		const { mean, blindShare } = this.marketRules;
		if (this.rules.isAllKnowing) return { meanRate: mean / DAY_MS, shape: 1, blindShare };
		const looks: ItemLooks[] = this.items.map((item) => item.looks);
		return learnHabits(looks, this.announced);
	}

	private look(asin: string, habits: Habits): Sight {
		const place = this.placeOf.get(asin)!;
		const item = this.items[place]!;
		const sight = this.market.look(place, this.time.now()) ? 'moved' : 'same';
		item.looks = noteLook(item.looks, sight, this.clock(), habits);
		return sight;
	}

	private confirm(asin: string, habits: Habits): void {
		const place = this.placeOf.get(asin)!;
		const item = this.items[place]!;
		const editMs = Math.max(this.sliceEndsAt - this.now(), 0) + EDIT_MS;
		const hasChanged = this.market.confirm(place, this.now(), editMs);
		this.confirmedAt[place] = this.time.now();
		this.stamps[place] = this.clock();
		if (hasChanged) this.announced[item.looks.moved ? 'shown' : 'hidden']++;
		item.looks = noteConfirmation(item.looks, hasChanged, this.clock(), habits);
	}
}
