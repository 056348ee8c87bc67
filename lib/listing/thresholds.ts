import { z } from 'zod';
import { wholeYen } from './money';

/** The smallest price differences that are reported to the owner. */
export const thresholdsSchema = z
	.object({
		/** The smallest difference worth telling, yen. */
		yen: wholeYen,
		/** The smallest share of the old price worth telling, percent; null = only the yen limit holds. */
		percent: z.number().positive().nullable(),
	})
	.strict();

export type Thresholds = z.infer<typeof thresholdsSchema>;

/** The thresholds of Detect Changes before anybody changes them. */
export const defaultThresholds: Readonly<Thresholds> = { yen: 100, percent: null };
