/** The middle, the nine-tenths mark and the largest of a set of numbers. */
export interface Spread {
	median: number;
	p90: number;
	largest: number;
}

/** Summarise numbers by nearest rank, so that each figure is one that was measured; zeros for none. */
export function summarise(values: readonly number[]): Spread {
	const sorted = [...values].sort((a, b) => a - b);
	return {
		median: pickRank(sorted, 0.5),
		p90: pickRank(sorted, 0.9),
		largest: sorted.at(-1) ?? 0,
	};
}

const pickRank = (sorted: readonly number[], share: number): number =>
	sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

/** Part of whole as a number from 0 to 1; null if there is no whole to take a part of. */
export const divide = (part: number, whole: number): number | null =>
	whole === 0 ? null : part / whole;
