import { z } from 'zod';
import type { Marketplace } from '../marketplaces';

/**
 * Checks whether an offers answer matches the request. Answers about another product, marketplace or
 * condition were seen, so each part of an answer that names its subject is checked.
 */

/** The requested condition: the shop sells new goods. */
export const ASKED_CONDITION = 'New';
/** The requested customer type: no prices for businesses. */
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

/** The parts of a payload that name its subject. */
export interface PayloadSubject {
	ASIN?: unknown;
	ItemCondition?: unknown;
	marketplaceId?: unknown;
	MarketplaceID?: unknown;
	Identifier?: unknown;
}

/** Describes the answer's subject if it differs from the request; a missing field is ignored. */
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
