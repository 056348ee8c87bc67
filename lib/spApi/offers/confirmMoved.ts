import type { Offer } from '../../listing/offer';
import type { Look } from './parseCompetitivePricing';
import { getProvenOffers, type ProvenOffersOptions } from './provenOffers';
import { lookAt, judgeLook } from './screen';

export interface Screened {
	looks: Map<string, Look>;
	/** When the answer about an ASIN came, ISO 8601 with offset. */
	screenedAt: Map<string, string>;
	/** Offers of items that moved or are undelivered, if they are to be confirmed. */
	offers: Map<string, Offer>;
}

export interface ScreeningOptions extends ProvenOffersOptions {
	/** Whether items that moved are confirmed at once. */
	confirms: boolean;
	/** ASINs to confirm whether or not they moved. */
	undelivered: ReadonlySet<string>;
}

/**
 * Screens ASINs, and confirms those that moved while the rest is still being screened.
 * @param confirmed by ASIN, the fingerprint of its last confirmed price; undefined = unknown
 * @throws SpApiCredentialError, or the signal's reason
 */
export async function screenAndConfirm(
	confirmed: ReadonlyMap<string, string | undefined>,
	options: ScreeningOptions,
): Promise<Screened> {
	const { client, marketplace, timestamp, signal, onProgress, confirms, undelivered } = options;
	const offers = new Map<string, Offer>();
	const screenedAt = new Map<string, string>();
	const confirming: Array<Promise<void>> = [];
	const failed = new AbortController();

	const confirm = async (moved: ReadonlyMap<string, Look>) => {
		const seenAt = timestamp();
		const looks = new Map([...moved].map(([asin, look]) => [asin, { ...look, seenAt }]));
		const request = { ...options, onProgress: undefined, looks };
		for (const [asin, { offer }] of await getProvenOffers([...moved.keys()], request)) {
			offers.set(asin, offer);
		}
	};
	const confirmMoved = (answered: ReadonlyMap<string, Look>) => {
		const hasMoved = (asin: string, { fingerprint }: Look) =>
			undelivered.has(asin) || judgeLook(fingerprint, confirmed.get(asin), '').outcome === 'moved';
		const moved = new Map([...answered].filter(([asin, look]) => hasMoved(asin, look)));
		if (moved.size > 0) confirming.push(confirm(moved).catch((error) => failed.abort(error)));
	};
	const looks = await lookAt([...confirmed.keys()], {
		client,
		marketplace,
		signal: AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]),
		onProgress,
		onAnswer: (answered) => {
			for (const asin of answered.keys()) screenedAt.set(asin, timestamp());
			if (confirms) confirmMoved(answered);
		},
	});
	await Promise.all(confirming);
	failed.signal.throwIfAborted();
	return { looks, screenedAt, offers };
}
