import { z } from 'zod';
import { wholeYen } from '../money';

/** The settings of a shop's guards, and their defaults. */

export const guardSettingsSchema = z
	.object({
		/** Age up to which a cost may keep an item on sale, ms; null = no such limit. */
		maximumCostAgeMs: z.number().positive().nullable(),
		/** Oldest answer that justifies a cut, a show or a refill, ms. */
		maximumAnswerAgeMs: z.number().min(0),
		/** Hold items whose brand and title have changed. */
		checkIdentity: z.boolean(),
		/** Keep prices and visibility that the owner set by hand. */
		respectOwner: z.boolean(),
		/** Differences below this are not worth an edit, yen; ignored below the floor. */
		minimumEditYen: wholeYen,
		/** Stock to which an item in stock is refilled after a sale. */
		refillStock: z.number().int().min(1),
	})
	.strict();

export type GuardSettings = z.infer<typeof guardSettingsSchema>;

const HOUR_MS = 3_600_000;

/** The guards if the owner has set nothing. */
export const defaultGuards = {
	maximumCostAgeMs: 24 * HOUR_MS,
	maximumAnswerAgeMs: 3 * HOUR_MS,
	checkIdentity: true,
	respectOwner: true,
	minimumEditYen: 100,
	refillStock: 1,
} as const satisfies GuardSettings;
