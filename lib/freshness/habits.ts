import type { Habits, ItemLooks } from './looks';

const DAY_MS = 24 * 3_600_000;

/** The belief about a shop before anything was seen, as strong as if so many changes had been seen. */
const BELIEVED = { changesADay: 0.6, shape: 0.5, blindShare: 0.15, weight: 5 };

/** The distribution of rates is estimated within these limits; a few odd items must not settle it. */
const SHAPES = { least: 0.05, most: 5 };

/** Changes by whether the look before had shown them. */
export interface Announced {
	shown: number;
	hidden: number;
}

/**
 * Estimates what the shop's items do in general. The rates' shape comes from how much more the counts of changes
 * scatter than they would if all items moved alike (empirical Bayes with a gamma prior: Clayton and Kaldor 1987).
 */
export function learnHabits(
	items: Iterable<Pick<ItemLooks, 'changes' | 'watched'>>,
	{ shown, hidden }: Announced,
): Habits {
	const all = [...items];
	const { weight } = BELIEVED;
	const changes = all.reduce((sum, item) => sum + item.changes, weight);
	const believedMs = (weight / BELIEVED.changesADay) * DAY_MS;
	const watched = all.reduce((sum, item) => sum + item.watched, believedMs);
	const meanRate = changes / watched;
	let expected = weight;
	let scatter = weight / BELIEVED.shape;
	for (const item of all) {
		const mean = meanRate * item.watched;
		expected += mean ** 2;
		scatter += (item.changes - mean) ** 2 - mean;
	}
	const shape = scatter <= 0 ? SHAPES.most : expected / scatter;
	return {
		meanRate,
		shape: Math.min(Math.max(shape, SHAPES.least), SHAPES.most),
		blindShare: (weight * BELIEVED.blindShare + hidden) / (weight + shown + hidden),
	};
}
