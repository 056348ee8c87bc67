import { LOOK_GAP_MS, rankItems, type Candidate } from '../../lib/freshness/rank';
import { unwatched } from '../../lib/freshness/looks';
import { rounded, type Figure, type Measure } from '../figure';
import { Random } from '../../simulator/world/random';
import { measureHardDays } from './hardDays';
import { DAY_MS, type MarketRules } from './market';
import { playPlan, plainPlans } from './plainPlans';
import { playWatch } from './play';
import { measureSales } from './sales';

const ITEMS = 10_772;
const DAYS = 3;
const DEFAULT_SHARE = 0.8;
/** One day keeps the bench short, and is the hardest: nothing is known yet of how often the items move. */
const SALE_DAYS = 1;
const SALES_BOUND = 0.8;

/** Few, usual and many changes; from items that all move alike to a few that do all the moving. */
const worlds: Array<
	Pick<MarketRules, 'mean' | 'sigma'> & { bounds: [first: number | null, last: number] }
> = [
	{ mean: 0.2, sigma: 2, bounds: [null, 1.5] },
	{ mean: 0.6, sigma: 1.6, bounds: [1.4, 1.25] },
	{ mean: 2, sigma: 0.8, bounds: [1.4, 1.25] },
];
export const USUAL = worlds[1]!;

/** The bench's market of this world: days, items and seed. */
export const rulesOf = ({ mean, sigma }: Pick<MarketRules, 'mean' | 'sigma'>): MarketRules => ({
	...{ items: ITEMS, days: DAYS, mean, sigma, blindShare: 0.15, seed: 7 },
});

/** How long wrong prices stay on sale: the product's plan against one that knows how often each item moves. */
export const measureFreshness: Measure = async (say) => {
	const figures: Figure[] = [];
	for (const world of worlds) {
		const { mean, sigma, bounds } = world;
		say(`${ITEMS} items, ${mean} changes an item and day, spread ${sigma}: ${DAYS} days`);
		const rules = rulesOf(world);
		const ideal = await playWatch(rules, { share: 1, isAllKnowing: true });
		const watch = await playWatch(rules, { share: 1, isAllKnowing: false });
		const against = 'a plan that knows the rates, under the same quotas';
		const add = (day: number, bound: number | null) => {
			const [ours, best] = [watch, ideal].map(({ wrongMinutes }) => wrongMinutes[day - 1]!);
			figures.push({
				id: `wrong_minutes_over_ideal_${String(mean).replace('.', '_')}_day_${day}`,
				value: rounded(ours! / best!),
				...{ unit: '', bound, against },
				how: `${rounded(ours!)} weighted wrong minutes an item and day, over ${rounded(best!)}`,
			});
		};
		add(1, bounds[0]);
		add(DAYS, bounds[1]);
		if (world !== USUAL) continue;
		figures.push(...(await compare(rules, ideal.wrongMinutes[DAYS - 1]!)));
		figures.push(measureDelays(watch.delays, ideal.delays));
	}
	say(`${ITEMS} items of which a few sell every day: ${SALE_DAYS} day, twice`);
	figures.push(await measureSales({ ...rulesOf(USUAL), days: SALE_DAYS }, SALES_BOUND));
	figures.push(...(await measureHardDays(rulesOf(USUAL), say)));
	return [...figures, measureRanking(ITEMS, 200), measureRanking(100_000, 2_000)];
};

/** @param ours minutes from each change to the shop, ascending; @param best of the plan that knows the rates */
function measureDelays(ours: readonly number[], best: readonly number[]): Figure {
	const quantile = (delays: readonly number[], share: number) =>
		rounded(delays[Math.floor(delays.length * share)]!);
	return {
		id: 'change_to_shop_median_minutes',
		value: quantile(ours, 0.5),
		...{ unit: 'min', bound: null, against: 'the change at Amazon' },
		how: `${ours.length} changes in ${DAYS} days; one in ten takes over ${quantile(ours, 0.9)} min; a plan that knows the rates takes ${quantile(best, 0.5)} and ${quantile(best, 0.9)}`,
	};
}

async function compare(rules: MarketRules, best: number): Promise<Figure[]> {
	const byDefault = await playWatch(rules, { share: DEFAULT_SHARE, isAllKnowing: false });
	const rows: Array<[string, number[]]> = [
		['default_share', byDefault.wrongMinutes],
		...Object.entries(plainPlans).map(([name, plan]): [string, number[]] => [
			name,
			playPlan(rules, plan),
		]),
	];
	return rows.map(([name, minutes]) => ({
		id: `wrong_minutes_over_ideal_${name}`,
		value: rounded(minutes[DAYS - 1]! / best),
		...{ unit: '', bound: null, against: 'a plan that knows the rates, with the whole quota' },
		how: `${rounded(minutes[DAYS - 1]!)} weighted wrong minutes an item and day, on day ${DAYS}`,
	}));
}

function measureRanking(items: number, bound: number): Figure {
	const seeded = new Random(3);
	const random = () => seeded.next();
	const now = 30 * DAY_MS;
	const candidates = Array.from({ length: items }, (_, place): Candidate => {
		const [looked, confirmed] = [now - random() * DAY_MS, now - random() * DAY_MS];
		const looks = {
			...unwatched,
			looked,
			confirmed,
			changes: random(),
			watched: random() * DAY_MS,
		};
		return { asin: `B${place}`, weight: random(), looks };
	});
	const habits = { meanRate: 0.6 / DAY_MS, shape: 0.2, blindShare: 0.15 };
	const rules = { habits, ageLimitMs: DAY_MS, now, lookGapMs: LOOK_GAP_MS, most: 800 };
	const begun = performance.now();
	rankItems(candidates, rules);
	const ms = performance.now() - begun;
	return {
		id: `rank_${items}_over_bound`,
		value: rounded(ms / bound),
		...{ unit: '', bound: 1, against: `${bound} ms` },
		how: `${rounded(ms)} ms for one ranking of ${items} items`,
	};
}
