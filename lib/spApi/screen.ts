import type { SpApiClient } from './client';
import { SpApiCredentialError, SpApiError } from './errors';
import { drawLanes, type LaneOptions } from './lanes';
import { rateLimits } from './limits';
import type { Marketplace } from './marketplaces';
import { holdsPrice, parseCompetitivePricing } from './parseCompetitivePricing';

export interface ScreenOptions extends Omit<LaneOptions, 'client'> {
	client: SpApiClient;
	marketplace: Marketplace;
	/** Told of each answer as it comes, so that what moved need not wait for the rest. */
	onAnswer?: (fingerprints: ReadonlyMap<string, string | null>) => void;
}

/**
 * The fingerprint of every ASIN at 10 ASINs a second, null where nothing can be said. A hint only: it
 * decides in which order items are confirmed, never a price or a stock state.
 */
export async function getFingerprints(
	asins: readonly string[],
	options: ScreenOptions,
): Promise<Map<string, string | null>> {
	const operation = 'getCompetitivePricing';
	const fingerprints = new Map<string, string | null>(asins.map((asin) => [asin, null]));
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
			for (const [asin, fingerprint] of answered) fingerprints.set(asin, fingerprint);
			options.onAnswer?.(answered);
		} catch (error) {
			// Without an answer the items stay unsure; the routine pass confirms them all the same.
			if (!(error instanceof SpApiError) || error instanceof SpApiCredentialError) throw error;
		}
	};
	await drawLanes(asins, [{ operation, size: rateLimits[operation].asinsPerCall, ask }], options);
	return fingerprints;
}

export interface Screening {
	/** `unsure` where there is no answer, nothing to compare it with, or no Buy Box now as before. */
	outcome: 'same' | 'moved' | 'unsure';
	fingerprint: string | null;
	/** ISO 8601 with offset. */
	screened_at: string;
}

/**
 * Compares a fingerprint with the one stored at the item's last confirmation. A Buy Box that is gone, or
 * back, has moved: most of what sells out loses it.
 */
export function screeningOf(
	fingerprint: string | null,
	confirmed: string | null | undefined,
	screenedAt: string,
): Screening {
	return { outcome: outcomeOf(fingerprint, confirmed), fingerprint, screened_at: screenedAt };
}

function outcomeOf(
	fingerprint: string | null,
	confirmed: string | null | undefined,
): Screening['outcome'] {
	if (fingerprint === null || confirmed == null) return 'unsure';
	if (fingerprint !== confirmed) return 'moved';
	return holdsPrice(fingerprint) ? 'same' : 'unsure';
}
