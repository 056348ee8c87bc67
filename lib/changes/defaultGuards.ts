import type { BreakerLimits } from './breaker';
import type { GuardSettings } from './types';

const HOUR_MS = 3_600_000;

/** What Detect Changes has before anybody changes it, and what jobs without guards of their own go by. */
export const defaultGuards = {
	maximumCostAgeMs: 24 * HOUR_MS,
	maximumAnswerAgeMs: 3 * HOUR_MS,
	minimumSuccessPercent: 80,
	spikePercent: 30,
	checkIdentity: true,
	respectOwner: true,
	minimumEditYen: 100,
	refillStock: 1,
} as const satisfies GuardSettings;

export const defaultBreaker = { minimum: 50, percent: 5 } as const satisfies BreakerLimits;
