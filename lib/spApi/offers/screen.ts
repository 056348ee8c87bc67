import type { SpApiClient } from '../client';
import { SpApiCredentialError, SpApiError, SpApiRequestError } from '../errors';
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
	const looks = new Map<string, Look>(asins.map((asin) => [asin, nothingSeen]));
	const ask = async (taken: string[]) => {
		const answered = await lookOnce(taken, options);
		if (answered === null) return;
		for (const [asin, look] of answered) looks.set(asin, look);
		options.onAnswer?.(answered);
	};
	const { asinsPerCall } = rateLimits[LOOKS];
	await askThroughQuotas(asins, [{ operation: LOOKS, size: asinsPerCall, ask }], options);
	return looks;
}

const LOOKS = 'getCompetitivePricing';

/**
 * Looks at up to 20 ASINs with a turn that the caller has taken.
 * @returns null if no answer came: the items stay unsure, and the routine pass confirms them anyway
 * @throws SpApiCredentialError, or the signal's reason
 */
export async function lookOnce(
	asins: string[],
	options: Pick<ScreenOptions, 'client' | 'marketplace' | 'priority' | 'signal'>,
): Promise<ReadonlyMap<string, Look> | null> {
	const query = {
		MarketplaceId: options.marketplace.marketplaceId,
		ItemType: 'Asin',
		CustomerType: 'Consumer',
		Asins: asins,
	};
	const path = '/products/pricing/v0/competitivePrice';
	try {
		const json = await options.client.send(LOOKS, { method: 'GET', path, query }, options);
		return parseCompetitivePricing(json, asins, options.marketplace);
	} catch (error) {
		if (!(error instanceof SpApiError) || error instanceof SpApiCredentialError) throw error;
		if (!(error instanceof SpApiRequestError) || asins.length === 1) return null;
		return await lookAtHalves(asins, options);
	}
}

/** One bad ASIN fails the whole call: splitting it in halves finds it, and the others are looked at. */
async function lookAtHalves(
	asins: readonly string[],
	options: Pick<ScreenOptions, 'client' | 'marketplace' | 'priority' | 'signal'>,
): Promise<ReadonlyMap<string, Look>> {
	const middle = Math.ceil(asins.length / 2);
	const looks = new Map<string, Look>();
	for (const half of [asins.slice(0, middle), asins.slice(middle)]) {
		await options.client.turn(LOOKS, options);
		for (const [asin, look] of (await lookOnce(half, options)) ?? []) looks.set(asin, look);
	}
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
