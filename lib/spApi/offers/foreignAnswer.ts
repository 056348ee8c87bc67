import { z } from 'zod';
import type { Marketplace } from '../marketplaces';

/**
 * Whether an offers answer is about what was asked. Answers about another product, marketplace or
 * condition were seen; each part of an answer that says what it is about is looked at.
 */

/** The condition that is asked for: the shop sells new goods. */
export const ASKED_CONDITION = 'New';
/** The customer type that is asked for: no prices for businesses. */
export const ASKED_CUSTOMER = 'Consumer';

export const Identifier = z.object({
	ASIN: z.unknown(),
	MarketplaceId: z.unknown(),
	ItemCondition: z.unknown(),
});

export const Request = z.object({
	Asin: z.unknown(),
	MarketplaceId: z.unknown(),
	ItemCondition: z.unknown(),
	CustomerType: z.unknown(),
});

/** The parts of a payload that say what it is about. */
export interface PayloadSubject {
	ASIN?: unknown;
	ItemCondition?: unknown;
	marketplaceId?: unknown;
	MarketplaceID?: unknown;
	Identifier?: unknown;
}

/** Says what an answer is about, where that is not what was asked; a field that is left out says nothing. */
export function foreignPayload(
	payload: PayloadSubject,
	asin: string,
	marketplace: Marketplace,
): string | null {
	const read = Identifier.safeParse(payload.Identifier ?? {});
	const identifier = read.success ? read.data : {};
	return (
		differs('商品', [payload.ASIN, identifier.ASIN], asin) ??
		differs(
			'マーケットプレイス',
			[payload.marketplaceId, payload.MarketplaceID, identifier.MarketplaceId],
			marketplace.marketplaceId,
		) ??
		differs('状態', [payload.ItemCondition, identifier.ItemCondition], ASKED_CONDITION)
	);
}

export function foreignRequest(
	request: z.infer<typeof Request> | null | undefined,
	asin: string,
	marketplace: Marketplace,
): string | null {
	return (
		differs('商品', [request?.Asin], asin) ??
		differs('マーケットプレイス', [request?.MarketplaceId], marketplace.marketplaceId) ??
		differs('状態', [request?.ItemCondition], ASKED_CONDITION) ??
		differs('客層', [request?.CustomerType], ASKED_CUSTOMER)
	);
}

function differs(what: string, stated: readonly unknown[], asked: string): string | null {
	const isOther = (value: unknown): boolean =>
		value != null &&
		(typeof value !== 'string' || value.trim().toLowerCase() !== asked.toLowerCase());
	const other = stated.find(isOther);
	return other === undefined
		? null
		: `応答が別の${what} (${String(other)}) のものです。${asked} を問い合わせました`;
}
