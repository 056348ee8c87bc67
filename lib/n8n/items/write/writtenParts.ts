import { z } from 'zod';
import { rememberedSchema } from '../../../listing/memory';
import { offerSources, offerStatuses, verdicts } from '../../../listing/offer';

/** The parts of an item that a write reads; unknown fields are other nodes' business. */

const yen = z.number().nullable();
const text = z.string().nullable().optional();
const truth = z.boolean().nullable();

const witnessPart = z.object({
	buy_box_price: yen,
	new_count: z.number().nullable(),
	seen_at: z.string(),
	verdict: z.enum(verdicts),
	agreed: z.literal(true).optional(),
	contradicted_since: z.string().optional(),
});

export const offerPart = z.object({
	status: z.enum(offerStatuses),
	price: yen.default(null),
	currency: z.string().nullable().default(null),
	shipping: yen.default(null),
	points: yen.default(null),
	is_fba: truth.default(null),
	is_prime: truth.default(null),
	is_buy_box: truth.default(null),
	ships_within_hours: yen.default(null),
	seller_count: yen.default(null),
	witness: witnessPart.optional(),
	chosen_by: z.string().optional(),
	source: z.enum(offerSources),
	fetched_at: z.string(),
	reason: z.string().nullable().default(null),
});

export const basicInfoPart = z.object({
	title_ja: text,
	description_ja: text,
	brand: text,
	category: text,
	images: z.array(z.string()).optional(),
	smaller_images: z.record(z.array(z.string())).optional(),
	bullet_points: z.array(z.string()).optional(),
	fetched_at: z.string(),
});

export const screenPart = z.object({
	outcome: z.enum(['same', 'moved', 'unsure']),
	fingerprint: z.string().nullable(),
	screened_at: z.string(),
});

export const reportedEntry = z.object({
	asin: z.string(),
	account: z.string().min(1),
	price: yen,
	in_stock: truth,
	at: z.string(),
});

export const decisionPart = z.object({ remember: rememberedSchema.optional() });

export const listingPart = z.object({
	account: z.string().min(1),
	item_id: z.number(),
	modified: text,
});

/** The row of a listing that an item is about. */
export const variationPart = z.object({ variation_id: z.number() });

/** A person's decisions about an item. */
export const reviewPart = z.object({
	adopt: z.boolean().optional(),
	accept_identity: z.boolean().optional(),
});

/** The item's last confirmation in the cache. */
export const confirmedPart = z.object({
	price: yen.optional(),
	in_stock: truth.optional(),
	screen: z.object({ fingerprint: z.string().nullish() }).nullish(),
});

/** The product's identity in the cache. */
export const identityPart = z.object({ title_ja: text, brand: text });

/** A run that holds a lease; a run without one needs none. */
export const leasedRunPart = z.object({
	id: z.string(),
	lease: z.string().min(1),
	limit: z.number().default(0),
	total: z.number().nullable().default(null),
	task: z.string().optional(),
});

/** Describes a part's first fault in one sentence. */
export const describeProblem = (part: string, error: z.ZodError): string => {
	const [issue] = error.issues;
	const field = [part, ...(issue?.path ?? [])].join('.');
	return `${field} を読めません: ${issue?.message ?? '形式が違います'}`;
};
