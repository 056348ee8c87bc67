import type { BreakerLimits } from '../../listing/guards';
import type { Decision, EditKind, Tripped } from '../decision';

/**
 * Counts a run's edits by kind, over all chunks. Plain data, so that the execution can keep it
 * between two chunks.
 */
export interface BreakerState {
	counts: Partial<Record<EditKind, number>>;
	tripped: Tripped;
	/** Fetches that this run asked of Amazon, and those that got an answer. */
	asked: number;
	answered: number;
}

export const freshBreaker = (): BreakerState => ({
	counts: {},
	tripped: {},
	asked: 0,
	answered: 0,
});

/** A refill is not counted: it follows a sale, so it is nobody's mistake. */
const counted: ReadonlySet<EditKind> = new Set(['hide', 'empty', 'show', 'cut', 'raise']);

export const breakerLimit = (limits: BreakerLimits, listings: number): number =>
	Math.max(limits.minimum, Math.floor((listings * limits.percent) / 100));

/**
 * Counts a decision that goes out, and trips a kind once its limit is reached. Approved and proved
 * decisions are not counted.
 */
export function countDecision(
	state: BreakerState,
	decision: Decision,
	asin: string,
	limit: number | null,
): void {
	if (decision.approved) return;
	for (const kind of decision.kinds) {
		if (decision.proved?.includes(kind)) continue;
		const count = (state.counts[kind] ?? 0) + 1;
		state.counts[kind] = count;
		if (limit !== null && counted.has(kind) && count >= limit) {
			state.tripped[kind] ??= { limit, asin };
		}
	}
}

export function countFetch(state: BreakerState, answered: boolean): void {
	state.asked++;
	if (answered) state.answered++;
}

/** Share of this run's fetches that got an answer, percent; 100 before the first. */
export const successPercent = (state: BreakerState): number =>
	state.asked === 0 ? 100 : Math.floor((state.answered * 100) / state.asked);
