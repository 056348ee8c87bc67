import type { Offer } from '../../listing/offer';
import { nameFilter } from '../../listing/offerFilter';
import { fetchOffers, type GetOffersOptions } from './getOffers';
import { nothingSeen, type Look } from './parseCompetitivePricing';
import type { OffersReading } from './parseOffers';
import { prove, proveTwice, type KnownBefore, type Proof } from './proof';
import { lookAt } from './screen';

export interface ProvenOffersOptions extends GetOffersOptions {
	/** Returns the knowledge about an ASIN before Amazon is asked. */
	knownOf: (asin: string) => KnownBefore;
	/**
	 * Looks that the caller has already; an ASIN without one is looked at while its offers are fetched.
	 */
	looks?: ReadonlyMap<string, DatedLook>;
}

/** Competitive pricing's answer and its time. */
export interface DatedLook extends Look {
	/** ISO 8601 with offset. */
	seenAt: string;
}

export interface ProvenOffer {
	offer: Offer;
	/** The look that the offer was compared with; `fingerprint` null if none came. */
	look: DatedLook;
}

/** Once the offers are in, looks are awaited no longer than this: a late look proves nothing, ms. */
const LATEST_LOOK_MS = 9_000;

/**
 * Returns the Offer of every ASIN, each compared with a second source: competitive pricing is asked for
 * 20 ASINs per call while the offers come in, on its own quota, so nothing takes longer. Contradicted
 * answers, and unsupported prices that would add risk in the shop, are asked again through the other
 * offers operation.
 * @throws SpApiCredentialError, or the signal's reason
 */
export async function getProvenOffers(
	asins: readonly string[],
	options: ProvenOffersOptions,
): Promise<Map<string, ProvenOffer>> {
	const looking = startLooking(asins, options);
	const readings = await fetchOffers(asins, options).finally(() => looking.hurry());
	return await proveReadings(readings, await looking.done, options);
}

/**
 * Compares answers with the looks of the same minutes, and asks again where that settles nothing.
 * @throws SpApiCredentialError, or the signal's reason
 */
export async function proveReadings(
	readings: ReadonlyMap<string, OffersReading>,
	looks: ReadonlyMap<string, DatedLook>,
	options: Omit<ProvenOffersOptions, 'looks'>,
): Promise<Map<string, ProvenOffer>> {
	const proofs = new Map(
		[...readings].map(([asin, reading]): [string, Proof] => [
			asin,
			proveOne(asin, reading, looks, options),
		]),
	);
	const settled = await lookTwice(readings, proofs, looks, options);
	return new Map(
		[...settled].map(([asin, offer]) => [
			asin,
			{ offer: nameChoice(offer, options), look: awaitLook(asin, looks, options) },
		]),
	);
}

/** Another shop on the same cache may choose by another filter, and so may this one tomorrow. */
const nameChoice = (offer: Offer, { filter }: GetOffersOptions): Offer =>
	offer.status === 'in_stock' || offer.status === 'filtered_out'
		? { ...offer, chosen_by: nameFilter(filter) }
		: offer;

function awaitLook(
	asin: string,
	looks: ReadonlyMap<string, DatedLook>,
	{ timestamp }: GetOffersOptions,
): DatedLook {
	return looks.get(asin) ?? { ...nothingSeen, seenAt: timestamp() };
}

function proveOne(
	asin: string,
	reading: OffersReading,
	looks: ReadonlyMap<string, DatedLook>,
	options: ProvenOffersOptions,
): Proof {
	const look = awaitLook(asin, looks, options);
	return prove(reading, look, look.seenAt, options.knownOf(asin));
}

/**
 * Asks competitive pricing while the offers are fetched; `hurry` gives it a last moment once those are
 * in.
 */
function startLooking(
	asins: readonly string[],
	options: ProvenOffersOptions,
): { done: Promise<ReadonlyMap<string, DatedLook>>; hurry: () => void } {
	const looks = new Map<string, DatedLook>(options.looks ?? []);
	const wanted = asins.filter((asin) => !looks.has(asin));
	const late = new AbortController();
	const { signal, client, marketplace, priority, timestamp } = options;
	const done = lookAt(wanted, {
		client,
		marketplace,
		priority,
		signal: AbortSignal.any([late.signal, ...(signal ? [signal] : [])]),
		onAnswer: (answered) => {
			for (const [asin, look] of answered) looks.set(asin, { ...look, seenAt: timestamp() });
		},
	}).then(
		() => looks,
		(error: unknown) => {
			if (late.signal.aborted && !signal?.aborted) return looks;
			throw error;
		},
	);
	// The awaiting caller gets the failure; until then Node would report it as unhandled.
	done.catch(() => undefined);
	return {
		done,
		hurry: () => {
			setTimeout(() => late.abort(), LATEST_LOOK_MS).unref();
		},
	};
}

/** Asks again about ASINs whose proof needs it, through the operation not yet asked. */
async function lookTwice(
	readings: ReadonlyMap<string, OffersReading>,
	proofs: ReadonlyMap<string, Proof>,
	looks: ReadonlyMap<string, DatedLook>,
	options: ProvenOffersOptions,
): Promise<Map<string, Offer>> {
	const offers = new Map([...proofs].map(([asin, { offer }]) => [asin, offer]));
	const doubtful = [...proofs].flatMap(([asin, proof]) => (proof.needsSecondLook ? [asin] : []));
	const isFromBatch = (asin: string) => readings.get(asin)?.offer.source === 'item_offers_batch';
	const again = await Promise.all([
		fetchOffers(doubtful.filter(isFromBatch), {
			...options,
			lanes: { batch: false, single: true },
		}),
		fetchOffers(
			doubtful.filter((asin) => !isFromBatch(asin)),
			{ ...options, lanes: { batch: true, single: false } },
		),
	]);
	for (const [asin, reading] of again.flatMap((found) => [...found])) {
		const second = proveOne(asin, reading, looks, options);
		offers.set(asin, proveTwice(readings.get(asin)!, offers.get(asin)!, second, reading));
	}
	return offers;
}
