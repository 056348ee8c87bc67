import { z } from 'zod';
import { wholeYen } from './money';

/** What is worth telling the owner, and how soon. */
export const thresholdsSchema = z
	.object({
		/** The smallest difference worth telling, yen. */
		yen: wholeYen,
		/** The smallest share of the old price worth telling, percent; null = only the yen limit holds. */
		percent: z.number().positive().nullable(),
		/**
		 * What the watch finds and nobody has to act on is told at most once in this time, minutes; 0 = at
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
