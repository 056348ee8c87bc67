import { z } from 'zod';
import type { Offer, OfferSource, OfferStatus } from '../listing/offer';
import {
	chooseOffer,
	refusalReasons,
	totalPrice,
	type OfferFilter,
	type RefusalReason,
	type SellerOffer,
} from './offerFilter';
import { parseSellerOffer } from './parseSellerOffer';
import type { Marketplace } from './marketplaces';

/**
 * From Amazon's offers answers (Product Pricing v0) to one Offer per ASIN. The only file that
 * knows the wire names of offers.
 */

export interface ParseContext {
	marketplace: Marketplace;
	filter: OfferFilter;
	source: OfferSource;
	/** ISO 8601 with offset: when the answer arrived. */
	fetchedAt: string;
}

const Count = z.object({
	condition: z.string().optional(),
	OfferCount: z.number().optional(),
});

const Payload = z.object({
	status: z.string().optional(),
	ASIN: z.string().optional(),
	Summary: z
		.object({
			TotalOfferCount: z.number().nullish(),
			NumberOfOffers: z.array(Count).nullish(),
			OffersAvailableTime: z.string().nullish(),
		})
		.nullish(),
	Offers: z.array(z.unknown()).nullish(),
});

const SubResponse = z.object({
	status: z.object({ statusCode: z.number() }).optional(),
	body: z.object({ payload: z.unknown(), errors: z.unknown() }).partial().nullish(),
	request: z.object({ Asin: z.string().optional() }).passthrough().nullish(),
});

const BatchAnswer = z.object({ responses: z.array(z.unknown()) });
const SingleAnswer = z.object({ payload: z.unknown() });
const WireErrors = z.array(z.object({ code: z.string().catch(''), message: z.string().catch('') }));

/**
 * One Offer for each ASIN that was asked, whatever came back: what is missing or unreadable is
 * `unknown` with its reason, never sold out. Sub-responses are matched by ASIN; their order is free.
 */
export function parseItemOffersBatch(
	json: unknown,
	asked: readonly string[],
	context: ParseContext,
): Map<string, Offer> {
	const offers = new Map<string, Offer>();
	const answer = BatchAnswer.safeParse(json);
	for (const entry of answer.success ? answer.data.responses : []) {
		const sub = SubResponse.safeParse(entry);
		const asin = sub.success ? asinOf(sub.data) : null;
		if (sub.success && asin && asked.includes(asin)) {
			offers.set(asin, parseSubResponse(sub.data, asin, context));
		}
	}
	for (const asin of asked) {
		if (!offers.has(asin)) {
			offers.set(asin, unknownOffer('Amazonの応答にこの商品が含まれていません', context));
		}
	}
	return offers;
}

/** The Offer in an answer of getItemOffers. */
export function parseItemOffers(json: unknown, asin: string, context: ParseContext): Offer {
	const answer = SingleAnswer.safeParse(json);
	if (!answer.success) return unknownOffer('Amazonの応答を読めません', context);
	return parsePayload(answer.data.payload, asin, context);
}

/** An Offer that settles nothing, with the reason a person can read. */
export function unknownOffer(
	reason: string,
	context: Pick<ParseContext, 'source' | 'fetchedAt'>,
): Offer {
	return emptyOffer('unknown', reason, context);
}

function asinOf(sub: z.infer<typeof SubResponse>): string | null {
	const stated = sub.request?.Asin;
	if (stated) return stated;
	const payload = Payload.safeParse(sub.body?.payload);
	return (payload.success && payload.data.ASIN) || null;
}

function parseSubResponse(
	sub: z.infer<typeof SubResponse>,
	asin: string,
	context: ParseContext,
): Offer {
	const status = sub.status?.statusCode;
	if (status === undefined || status < 200 || status >= 300) {
		const errors = WireErrors.safeParse(sub.body?.errors);
		const first = errors.success ? errors.data[0] : undefined;
		const code = first?.code || `HTTP ${status ?? '不明'}`;
		return unknownOffer(`Amazonがこの商品に答えません (${code}: ${first?.message ?? ''})`, context);
	}
	return parsePayload(sub.body?.payload, asin, context);
}

function parsePayload(json: unknown, asin: string, context: ParseContext): Offer {
	const parsed = Payload.safeParse(json);
	if (!parsed.success) return unknownOffer('Amazonの応答を読めません', context);
	const payload = parsed.data;
	if (payload.ASIN !== undefined && payload.ASIN !== asin) {
		return unknownOffer(`応答が別の商品 ${payload.ASIN} のものです`, context);
	}
	switch (payload.status) {
		case 'Success':
			return fromOffers(payload, context);
		case 'NoBuyableOffers':
			return (payload.Offers ?? []).length === 0 && !payload.Summary?.TotalOfferCount
				? soldOut(context)
				: unknownOffer('応答が矛盾しています (NoBuyableOffersなのに出品があります)', context);
		case 'ActiveButTooSoonForProcessing':
			return unknownOffer(
				`Amazonがまだ価格を計算していません (ActiveButTooSoonForProcessing${payload.Summary?.OffersAvailableTime ? `、${payload.Summary.OffersAvailableTime} 以降` : ''})`,
				context,
			);
		default:
			return unknownOffer(`知らない応答です (status: ${payload.status ?? 'なし'})`, context);
	}
}

function fromOffers(payload: z.infer<typeof Payload>, context: ParseContext): Offer {
	if (!payload.Offers) return withoutOffers(payload, context);
	const offers = payload.Offers.map((entry) => parseSellerOffer(entry, context.marketplace));
	if (!offers.some((offer) => offer.isNew)) return withoutOffers(payload, context);

	const outcome = chooseOffer(offers, context.filter, context.marketplace.currency);
	const sellerCount = payload.Summary?.TotalOfferCount ?? offers.length;
	if (outcome.kind === 'accepted') {
		return inStock(outcome.offer, outcome.refused, sellerCount, context);
	}
	const reason = `条件に合う出品がありません (${describeRefusals(outcome.refused)})`;
	const status: OfferStatus = outcome.readable ? 'filtered_out' : 'unknown';
	return {
		...emptyOffer(status, reason, context),
		seller_count: sellerCount,
		refused: outcome.refused,
	};
}

/** Success without a New offer: sold out only if the summary does not say otherwise. */
function withoutOffers(payload: z.infer<typeof Payload>, context: ParseContext): Offer {
	const counts = payload.Summary?.NumberOfOffers ?? [];
	const stated = counts.filter((count) => count.condition?.toLowerCase() === 'new');
	const total = payload.Summary?.TotalOfferCount;
	const newCount = stated.reduce((sum, count) => sum + (count.OfferCount ?? 1), 0);
	const isCounted = counts.length > 0 && counts.every((count) => count.condition !== undefined);
	const saysNone =
		newCount === 0 && (total === 0 || isCounted || (payload.Offers ?? []).length > 0);
	if (saysNone) return soldOut(context);
	return unknownOffer('応答に出品の一覧がありません', context);
}

function inStock(
	chosen: SellerOffer,
	refused: Partial<Record<RefusalReason, number>>,
	sellerCount: number,
	context: ParseContext,
): Offer {
	return {
		...emptyOffer('in_stock', null, context),
		price: totalPrice(chosen),
		currency: chosen.currency,
		shipping: chosen.shipping,
		points: chosen.points,
		is_fba: chosen.isFba,
		is_prime: chosen.isPrime,
		is_buy_box: chosen.isBuyBox,
		ships_within_hours: chosen.shipsWithinHours,
		seller_count: sellerCount,
		refused,
	};
}

function soldOut(context: ParseContext): Offer {
	return {
		...emptyOffer('out_of_stock', 'Amazonに購入できる新品がありません', context),
		seller_count: 0,
	};
}

function emptyOffer(
	status: OfferStatus,
	reason: string | null,
	context: Pick<ParseContext, 'source' | 'fetchedAt'>,
): Offer {
	return {
		status,
		price: null,
		currency: null,
		shipping: null,
		points: null,
		is_fba: null,
		is_prime: null,
		is_buy_box: null,
		ships_within_hours: null,
		seller_count: null,
		source: context.source,
		fetched_at: context.fetchedAt,
		reason,
	};
}

function describeRefusals(refused: Partial<Record<RefusalReason, number>>): string {
	return Object.entries(refused)
		.map(([reason, count]) => `${refusalReasons[reason as RefusalReason]} ${count}件`)
		.join('、');
}
