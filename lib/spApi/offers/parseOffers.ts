import { z } from 'zod';
import type { Offer, OfferSource, OfferStatus } from '../../listing/offer';
import {
	chooseOffer,
	refusalReasons,
	totalPrice,
	type RefusalReason,
	type SellerOffer,
} from './offerFilter';
import { type OfferFilter } from '../../listing/offerFilter';
import { findBuyBoxPrice } from './buyBox';
import { foreignPayload, foreignRequest } from './foreignAnswer';
import type { Marketplace } from '../marketplaces';
import { parseSellerOffer } from './parseSellerOffer';
import { isUnknownProduct, readRefusal, type AmazonRefusal } from '../refusal';
import { findSoldOutDoubt, type SoldOutDoubt } from './soldOutProof';
import { answersByAsin, type SubResponse } from './subAnswers';

/**
 * Converts Amazon's offers answers (Product Pricing v0) to one Offer per ASIN. The only file that knows
 * the wire names of offers.
 */

export interface ParseContext {
	marketplace: Marketplace;
	filter: OfferFilter;
	source: OfferSource;
	/** ISO 8601 with offset: when the answer arrived. */
	fetchedAt: string;
}

const Payload = z.object({
	status: z.string().nullish(),
	ASIN: z.unknown(),
	ItemCondition: z.unknown(),
	// Amazon renamed the field on 2026-02-25; answers contain both spellings.
	marketplaceId: z.unknown(),
	MarketplaceID: z.unknown(),
	Identifier: z.unknown(),
	Summary: z.unknown(),
	Offers: z.array(z.unknown()).nullish(),
});

type Payload = z.infer<typeof Payload>;

const Counts = z.object({
	TotalOfferCount: z.number().int().min(0).nullable().catch(null),
	NumberOfOffers: z
		.array(z.object({ condition: z.string(), OfferCount: z.number().int().min(0) }))
		.catch([]),
	OffersAvailableTime: z.string().nullable().catch(null),
});

const SingleAnswer = z.object({ payload: z.unknown() });

/** Amazon never lists more offers than this, whatever their number. */
const MOST_LISTED = 20;

/** An accepted offer with its seller, who stays out of the cache and the items. */
export interface Candidate {
	offer: Offer;
	/** Amazon's id of the seller; null if the answer names none. */
	seller: string | null;
	/** Equal for two rows that say the same, whoever is named as their seller. */
	row: string;
}

/** An Offer, and the information with which a second source may still change it. */
export interface OffersReading {
	offer: Offer;
	/** Accepted offers in the order in which they would be taken; empty unless in stock. */
	candidates: Candidate[];
	/** Of the New Buy Box by this answer, whether its offer is accepted or not; null if nobody holds it. */
	buyBoxPrice: number | null;
	/**
	 * true for an answer that matches the request, contains no New offer, and does not prove that the
	 * item is sold out, because its counts don't add up or are missing.
	 */
	isOnlyUnproved: boolean;
}

/**
 * Returns one Offer for each requested ASIN, whatever the answer: a missing or unreadable one is
 * `unknown` with its reason, never sold out. Sub-responses are matched by ASIN; their order is free. An
 * ASIN that appears twice is `unknown`, because nobody can tell which of the two is true.
 */
export function readItemOffersBatch(
	json: unknown,
	asked: readonly string[],
	context: ParseContext,
): Map<string, OffersReading> {
	const answers = answersByAsin(json);
	return new Map(asked.map((asin) => [asin, parseAnswers(answers.get(asin) ?? [], asin, context)]));
}

/** Reads an answer of getItemOffers, which is about one ASIN, in the same way. */
export function readItemOffers(json: unknown, asin: string, context: ParseContext): OffersReading {
	const answer = SingleAnswer.safeParse(json);
	if (!answer.success) return settled(unknownOffer('Amazonの応答を読めません', context));
	return parsePayload(answer.data.payload, asin, context);
}

/** Wraps an Offer that no second source changes. */
export const settled = (offer: Offer): OffersReading => ({
	offer,
	candidates: [],
	buyBoxPrice: null,
	isOnlyUnproved: false,
});

/** Makes an Offer that settles nothing, with a reason for people. */
export function unknownOffer(
	reason: string,
	context: Pick<ParseContext, 'source' | 'fetchedAt'>,
): Offer {
	return emptyOffer('unknown', reason, context);
}

/** Makes the Offer of an ASIN that Amazon does not know. @param said Amazon's own code and words */
export function goneOffer(
	said: AmazonRefusal,
	context: Pick<ParseContext, 'source' | 'fetchedAt'>,
): Offer {
	const reason = `Amazonにこの商品がありません (${said.code}: ${said.message})`;
	return emptyOffer('gone', reason, context);
}

function parseAnswers(
	answers: ReadonlyArray<SubResponse | null>,
	asin: string,
	context: ParseContext,
): OffersReading {
	const [answer, second] = answers;
	const unknown = (reason: string) => settled(unknownOffer(reason, context));
	if (answer === undefined) return unknown('Amazonの応答にこの商品が含まれていません');
	if (second !== undefined) return unknown(`Amazonの応答にこの商品が${answers.length}回出ています`);
	if (answer === null) return unknown('Amazonの応答を読めません');
	const foreign = foreignRequest(answer.request, asin, context.marketplace);
	if (foreign !== null) return unknown(foreign);
	return parseSubResponse(answer, asin, context);
}

function parseSubResponse(
	{ status, body }: SubResponse,
	asin: string,
	context: ParseContext,
): OffersReading {
	const code = status?.statusCode;
	if (code !== undefined && code >= 200 && code < 300) {
		return parsePayload(body?.payload, asin, context);
	}
	const said = readRefusal({ errors: body?.errors }, code ?? null);
	return settled(
		isUnknownProduct(said, code ?? null, asin, context.marketplace)
			? goneOffer(said, context)
			: unknownOffer(`Amazonがこの商品に答えません (${said.code}: ${said.message})`, context),
	);
}

function parsePayload(json: unknown, asin: string, context: ParseContext): OffersReading {
	const unknown = (reason: string) => settled(unknownOffer(reason, context));
	const parsed = Payload.safeParse(json);
	if (!parsed.success) return unknown('Amazonの応答を読めません');
	const payload = parsed.data;
	const foreign = foreignPayload(payload, asin, context.marketplace);
	if (foreign !== null) return unknown(foreign);
	switch (payload.status) {
		case 'Success':
			return fromOffers(payload, context);
		case 'NoBuyableOffers':
			return withoutNewOffers(payload, readOffers(payload, context), context);
		case 'ActiveButTooSoonForProcessing':
			return unknown(tooSoonText(payload));
		default:
			return unknown(`知らない応答です (status: ${payload.status ?? 'なし'})`);
	}
}

function tooSoonText(payload: Payload): string {
	const time = readCounts(payload)?.OffersAvailableTime;
	return `Amazonがまだ価格を計算していません (ActiveButTooSoonForProcessing${time ? `、${time} 以降` : ''})`;
}

const readOffers = (payload: Payload, { marketplace, fetchedAt }: ParseContext): SellerOffer[] =>
	(payload.Offers ?? []).map((entry) =>
		parseSellerOffer(entry, marketplace, Date.parse(fetchedAt)),
	);

function readCounts(payload: Payload): z.infer<typeof Counts> | null {
	const counts = Counts.safeParse(payload.Summary);
	return counts.success ? counts.data : null;
}

function fromOffers(payload: Payload, context: ParseContext): OffersReading {
	const offers = readOffers(payload, context);
	if (!offers.some((offer) => offer.isNew)) return withoutNewOffers(payload, offers, context);

	const outcome = chooseOffer(offers, context.filter, context.marketplace.currency);
	const counts = readCounts(payload);
	const seen = {
		seller_count: counts?.TotalOfferCount ?? offers.length,
		refused: outcome.refused,
		...countUnseen(counts, offers),
	};
	if (outcome.kind === 'accepted') {
		const candidates = [outcome.offer, ...outcome.next].map((accepted) => ({
			offer: { ...inStock(accepted, context), ...seen },
			seller: accepted.seller,
			row: describeRow(accepted),
		}));
		const { offer } = candidates[0]!;
		const buyBoxPrice = findBuyBoxPrice(offers, payload.Summary, context.marketplace);
		return { offer, candidates, buyBoxPrice, isOnlyUnproved: false };
	}
	const status: OfferStatus = outcome.readable ? 'filtered_out' : 'unknown';
	const reason = refusalText(outcome.refused, offers, seen);
	return settled({ ...emptyOffer(status, reason, context), ...seen });
}

/**
 * Counts the New offers beyond those that Amazon lists. Without a count per condition the total may
 * include used ones, unless the list is full.
 */
function countUnseen(
	counts: z.infer<typeof Counts> | null,
	offers: readonly SellerOffer[],
): Pick<Offer, 'unseen'> {
	const isNew = ({ condition }: { condition: string }) => condition.trim().toLowerCase() === 'new';
	const rows = counts?.NumberOfOffers.filter(isNew) ?? [];
	const listed = offers.filter((offer) => offer.isNew).length;
	const total = counts?.TotalOfferCount ?? 0;
	const known = rows.length > 0 ? addUp(rows) : total > MOST_LISTED ? total : listed;
	return known > listed ? { unseen: known - listed } : {};
}

const addUp = (rows: ReadonlyArray<{ OfferCount: number }>): number =>
	rows.reduce((sum, row) => sum + row.OfferCount, 0);

function refusalText(
	refused: Partial<Record<RefusalReason, number>>,
	offers: readonly SellerOffer[],
	{ unseen }: Pick<Offer, 'unseen'>,
): string {
	const reasons = describeRefusals(refused);
	if (unseen === undefined) return `条件に合う出品がありません (${reasons})`;
	const listed = offers.filter((offer) => offer.isNew).length;
	return `Amazonが示した${listed + unseen}件中${listed}件に、条件に合う出品がありません (${reasons}。残り${unseen}件は確認できません)`;
}

/** Reads an answer without a New offer: sold out only if nothing in it contradicts that. */
function withoutNewOffers(
	payload: Payload,
	offers: readonly SellerOffer[],
	context: ParseContext,
): OffersReading {
	if (offers.some((offer) => offer.isNew)) {
		const reason = '応答が矛盾しています (NoBuyableOffersなのに出品があります)';
		return settled(unknownOffer(reason, context));
	}
	const doubt = findSoldOutDoubt({
		summary: payload.Summary,
		listedOthers: offers.length,
		saysNoneAtAll: payload.status === 'NoBuyableOffers',
	});
	if (doubt === null) return settled(soldOutOffer(context));
	const reason = `売り切れとは言い切れません (${doubt.field}: ${doubtTexts[doubt.kind]})`;
	return { ...settled(unknownOffer(reason, context)), isOnlyUnproved: doubt.kind !== 'names_new' };
}

const doubtTexts: Record<SoldOutDoubt['kind'], string> = {
	missing: '記載がありません',
	unreadable: '読めません',
	names_new: '新品の出品を示しています',
	does_not_add_up: '出品の数が合いません',
};

/** The Buy Box may be marked in one of two copies of a row alone. */
const describeRow = (offer: SellerOffer): string =>
	JSON.stringify({ ...offer, seller: null, isBuyBox: false });

function inStock(chosen: SellerOffer, context: ParseContext): Offer {
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
	};
}

/** Makes the Offer of a product that nobody sells New. */
export function soldOutOffer(context: Pick<ParseContext, 'source' | 'fetchedAt'>): Offer {
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
