import { CALLS_PER_HOUR, KEPT_SHARE } from '../shopLimits';

/** The calls of a job or a change. */
export interface PlannedCalls {
	calls: number;
	/** Those of them for edits that add risk; 0. */
	risky?: number;
}

/** Returns the hours of the shop's limit that so many calls fill: 1 means that they fit into one. */
export const estimateHours = ({ calls, risky = 0 }: PlannedCalls): number =>
	Math.max(
		Math.ceil(calls / CALLS_PER_HOUR),
		Math.ceil(risky / Math.floor(CALLS_PER_HOUR * (1 - KEPT_SHARE))),
	);
