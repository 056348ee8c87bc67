import { z } from 'zod';
import { wholeYen } from './money';

/** Differences worth telling the owner, and how soon they are told. */
export const thresholdsSchema = z
	.object({
		/** The smallest difference worth telling, yen. */
		yen: wholeYen,
		/** The smallest share of the old price worth telling, percent; null = only the yen limit holds. */
		percent: z.number().positive().nullable(),
		/**
		 * Findings of the watch that need nobody at once are told at most once in this time, minutes; 0 = at
		 * once.
		 */
		watchNewsMinutes: z.number().int().min(0).max(1440),
	})
	.strict();

export type Thresholds = z.infer<typeof thresholdsSchema>;

/** The thresholds of Detect Changes before anybody changes them. */
export const defaultThresholds: Readonly<Thresholds> = {
	yen: 100,
	percent: null,
	watchNewsMinutes: 60,
};
