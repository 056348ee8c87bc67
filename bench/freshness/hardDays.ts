import { rounded, type Figure } from '../figure';
import { DAY_MS, type MarketRules } from './market';
import { playWatch, type PlayedWatch } from './play';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The watch has learned the shop when the trouble begins. */
const BEGINS = DAY_MS;
const SHARE = 0.8;
const RECOVERY_BOUND_MINUTES = 60;
const AGE_LIMIT_MS = 3 * HOUR_MS;
/** What nears the limit is confirmed first; the last ones wait their turn behind it. */
const AGE_BOUND = 1.1;
/** So much more may be wrong than without the trouble: other items are asked first, by chance. */
const CALM = 1.25;
/** Samples of this time are looked at together: single ones scatter, ms. */
const TOGETHER_MS = HOUR_MS / 2;
const DAYS = 2;

interface HardDay {
	id: string;
	what: string;
	spell?: NonNullable<MarketRules['spell']>;
	/** When the trouble is over, ms. */
	ends: number;
	/** No stamp of before is left, so that nobody can tell how long an item has waited. */
	forgets?: boolean;
	meddle?: (watch: PlayedWatch) => void;
	/** What happens on the day that it is compared with; absent = nothing. */
	beside?: { what: string; meddle: (watch: PlayedWatch) => void };
}

/** Does something once, at the first slice after that time. */
function once(at: number, act: (watch: PlayedWatch) => void): (watch: PlayedWatch) => void {
	let isDone = false;
	return (watch) => {
		if (isDone || watch.now() < at) return;
		isDone = true;
		act(watch);
	};
}

function restartRedis(times: number, everyMs: number, forMs: number): HardDay['meddle'] {
	const restarts = Array.from({ length: times }, (_, index) =>
		once(BEGINS + index * everyMs, (watch) => watch.stop(forMs)),
	);
	return (watch) => restarts.forEach((restart) => restart(watch));
}

const hardDays: readonly HardDay[] = [
	{
		id: 'sale_day',
		what: '40% of the items change within 3 hours',
		spell: { from: BEGINS, until: BEGINS + 3 * HOUR_MS, share: 0.4 },
		ends: BEGINS + 3 * HOUR_MS,
	},
	{
		id: 'quiet_night',
		what: 'nothing changes for 8 hours',
		spell: { from: BEGINS, until: BEGINS + 8 * HOUR_MS, share: 'nothing' },
		ends: BEGINS + 8 * HOUR_MS,
	},
	{
		id: 'redis_restarts',
		what: 'Redis is away for 5 minutes, 4 times in an hour',
		ends: BEGINS + HOUR_MS,
		meddle: restartRedis(4, HOUR_MS / 4, 5 * MINUTE_MS),
	},
	{
		id: 'memory_lost',
		what: 'Redis comes back without anything',
		ends: BEGINS,
		forgets: true,
		meddle: once(BEGINS, (watch) => watch.forget()),
		// How often the items move takes days to learn again, whatever the plan.
		beside: {
			what: 'the same day with nothing learned',
			meddle: once(BEGINS, (watch) => watch.forgetHabits()),
		},
	},
	{
		id: 'clock_set_back',
		what: 'the clock is set back by 2 hours',
		ends: BEGINS,
		meddle: once(BEGINS, (watch) => watch.setClock(-2 * HOUR_MS)),
	},
];

interface Sample {
	at: number;
	wrong: number;
	shownWeight: number;
	oldest: number;
}

/**
 * Plays each trouble, and the same days without it. The plan has recovered once what a look can show is wrong for
 * no longer than without the trouble; what no look shows waits for its turn, and its longest wait stands beside it.
 */
export async function measureHardDays(
	market: MarketRules,
	say: (text: string) => void,
): Promise<Figure[]> {
	const play = async (
		spell?: MarketRules['spell'],
		meddle?: HardDay['meddle'],
	): Promise<Sample[]> => {
		const samples: Sample[] = [];
		const rules = { ...market, days: DAYS, ...(spell ? { spell } : {}) };
		await playWatch(rules, {
			...{ share: SHARE, isAllKnowing: false },
			meddle: (watch) => {
				const { items, shownWeight } = watch.countWrong();
				const seen = { at: watch.now(), wrong: items, oldest: watch.findOldest() };
				samples.push({ ...seen, shownWeight });
				meddle?.(watch);
			},
		});
		return samples;
	};
	say('two days without a trouble');
	const quiet = await play();
	const figures: Figure[] = [];
	for (const { id, what, spell, ends, meddle, forgets, beside } of hardDays) {
		say(`a hard day: ${what}`);
		const calm = beside ? await play(undefined, beside.meddle) : quiet;
		const samples = await play(spell, meddle);
		const oldest = Math.max(
			...samples.map(({ at, oldest: waited }) =>
				forgets && at > ends ? Math.min(waited, at - ends) : waited,
			),
		);
		const during = samples.filter(({ at }) => at >= BEGINS);
		const peak = Math.max(...during.map(({ wrong }) => wrong));
		const usual = Math.max(...calm.filter(({ at }) => at >= BEGINS).map(({ wrong }) => wrong));
		figures.push(
			{
				id: `recovery_minutes_${id}`,
				value: rounded(findRecovery(samples, calm, ends)),
				...{ unit: 'min', bound: RECOVERY_BOUND_MINUTES },
				against: beside?.what ?? 'the same day without it',
				how: `${what}: at the worst ${peak} wrong items, without it ${usual}`,
			},
			{
				id: `longest_wait_over_3_h_${id}`,
				value: rounded(oldest / AGE_LIMIT_MS),
				...{ unit: '', bound: AGE_BOUND, against: 'the limit of age' },
				how: `${what}: the item that waited longest, ${(oldest / HOUR_MS).toFixed(2)} hours`,
			},
		);
	}
	return figures;
}

/** Returns the minutes after the trouble until the first half hour that is as calm as without it. */
function findRecovery(samples: readonly Sample[], calm: readonly Sample[], ends: number): number {
	const weigh = (all: readonly Sample[], from: number): number => {
		const found = all.filter(({ at }) => at >= from && at < from + TOGETHER_MS);
		return found.reduce((sum, { shownWeight }) => sum + shownWeight, 0) / Math.max(found.length, 1);
	};
	for (let from = ends; from + TOGETHER_MS <= DAYS * DAY_MS; from += MINUTE_MS) {
		if (weigh(samples, from) <= weigh(calm, from) * CALM) {
			return (from - ends) / MINUTE_MS;
		}
	}
	return Infinity;
}
