import type { SpApiClient } from '../client';
import { SpApiCredentialError, SpApiError } from '../errors';
import { askThroughQuotas, type QuotaShareOptions } from '../shareQuotas';
import { rateLimits } from '../limits';
import type { Marketplace } from '../marketplaces';
import {
	holdsPrice,
	nothingSeen,
	parseCompetitivePricing,
	type Look,
} from './parseCompetitivePricing';

export interface ScreenOptions extends Omit<QuotaShareOptions, 'client'> {
	client: SpApiClient;
	marketplace: Marketplace;
	/** Called with each answer as it comes, so that items that moved need not wait for the rest. */
	onAnswer?: (looks: ReadonlyMap<string, Look>) => void;
}

/**
 * Looks at every ASIN, 10 ASINs a second. It shows what to confirm first and whether an offer is
 * plausible; it never sets a price or a stock state, because it knows no ship time.
 */
export async function lookAt(
	asins: readonly string[],
	options: ScreenOptions,
): Promise<Map<string, Look>> {
	const operation = 'getCompetitivePricing';
	const looks = new Map<string, Look>(asins.map((asin) => [asin, nothingSeen]));
	const ask = async (taken: string[]) => {
		try {
			const json = await options.client.send(
				operation,
				{
					method: 'GET',
					path: '/products/pricing/v0/competitivePrice',
					query: {
						MarketplaceId: options.marketplace.marketplaceId,
						ItemType: 'Asin',
						CustomerType: 'Consumer',
						Asins: taken,
					},
				},
				options,
			);
			const answered = parseCompetitivePricing(json, taken, options.marketplace);
			for (const [asin, look] of answered) looks.set(asin, look);
			options.onAnswer?.(answered);
		} catch (error) {
			// Without an answer the items stay unsure; the routine pass confirms them anyway.
			if (!(error instanceof SpApiError) || error instanceof SpApiCredentialError) throw error;
		}
	};
	await askThroughQuotas(
		asins,
		[{ operation, size: rateLimits[operation].asinsPerCall, ask }],
		options,
	);
	return looks;
}

export interface Screening {
	/** `unsure` if there is no answer, nothing to compare it with, or no Buy Box either before or now. */
	outcome: 'same' | 'moved' | 'unsure';
	fingerprint: string | null;
	/** ISO 8601 with offset. */
	screened_at: string;
}

/**
 * Compares a fingerprint with the one stored at the item's last confirmation. A Buy Box that disappeared
 * or returned counts as moved: most items that sell out lose it.
 */
export function judgeLook(
	fingerprint: string | null,
	confirmed: string | null | undefined,
	screenedAt: string,
): Screening {
	return {
		outcome: compareFingerprints(fingerprint, confirmed),
		fingerprint,
		screened_at: screenedAt,
	};
}

function compareFingerprints(
	fingerprint: string | null,
	confirmed: string | null | undefined,
): Screening['outcome'] {
	if (fingerprint === null || confirmed == null) return 'unsure';
	if (fingerprint !== confirmed) return 'moved';
	return holdsPrice(fingerprint) ? 'same' : 'unsure';
}
