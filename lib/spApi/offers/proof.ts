import { isConfirmed, type Offer, type Verdict, type Witness } from '../../listing/offer';
import { isFuture } from '../../listing/stamp';
import type { Look } from './parseCompetitivePricing';
import { soldOutOffer, unknownOffer, type Candidate, type OffersReading } from './parseOffers';

/**
 * Two witnesses: an offers answer is compared with competitive pricing of the same minutes. Offers alone
 * were wrong before: 0 offers of items that could be bought, and prices from days ago
 * (docs/en/api-facts.md).
 */

/** An offer below this share of its comparison price must not set a price, percent. */
const BELIEVABLE_PERCENT = 75;
/** Two prices support each other if they differ by no more than this, percent of the second one. */
const SUPPORT_PERCENT = 20;
/** Two answers name the same price if they differ by no more than this, percent of the later one. */
const AGREEMENT_PERCENT = 5;
/** A sold-out answer that a Buy Box price contradicts is accepted after this time, ms. */
const PATIENCE_MS = 30 * 60_000;

export interface Proof {
	offer: Offer;
	/** true if the other offers operation should be asked before anything follows from it. */
	needsSecondLook: boolean;
}

/** The knowledge about an item before this answer. */
export interface KnownBefore {
	/** The shop shows it, so that hiding it would change something. */
	isOnSale: boolean;
	/** An answer fetched by this package has confirmed it before. */
	wasConfirmed: boolean;
	/** When the two sources began to contradict each other, ISO 8601; null if they don't. */
	contradictedSince: string | null;
	/** True if following this offer would add risk in the shop: a lower price, a show, a refill. */
	addsRisk: (offer: Offer) => boolean;
}

/** Compares an offers answer with the look. @param seenAt of the look, ISO 8601 with offset */
export function prove(
	reading: OffersReading,
	look: Look,
	seenAt: string,
	known: KnownBefore,
): Proof {
	const { offer } = reading;
	const witnessed = (verdict: Verdict): Witness => ({
		buy_box_price: look.buyBoxPrice,
		new_count: look.newCount,
		seen_at: seenAt,
		verdict,
	});
	switch (offer.status) {
		case 'in_stock':
			return provePrice(reading, look, witnessed, known);
		case 'out_of_stock':
			return proveSoldOut(offer, look, witnessed, known);
		case 'gone':
			return {
				offer: { ...offer, witness: witnessed('silent') },
				needsSecondLook: known.isOnSale && known.wasConfirmed,
			};
		case 'filtered_out':
			return { offer: { ...offer, witness: witnessed('silent') }, needsSecondLook: false };
		case 'unknown':
			return proveUnknown(reading, look, witnessed);
	}
}

type Witnessed = (verdict: Verdict) => Witness;

/**
 * Picks the first offer that is not a fraction of the Buy Box price or, without one, of the next offer's
 * by another seller. A price that nothing supports is asked again before it adds risk in the shop.
 */
function provePrice(
	{ offer, candidates, buyBoxPrice }: OffersReading,
	look: Look,
	witnessed: Witnessed,
	known: KnownBefore,
): Proof {
	// Either answer may be without the Buy Box that the other one names; its offer may be one that the filter refuses.
	const boxes = [buyBoxPrice, look.buyBoxPrice].filter((price) => price !== null);
	const box = boxes.length === 0 ? null : Math.max(...boxes);
	const index = candidates.findIndex(({ offer: { price } }, place) => {
		const compared = box ?? listOtherSellers(candidates, place)[0]?.price ?? null;
		return price !== null && !isFractionOf(price, compared);
	});
	const chosen = candidates[index]?.offer;
	if (!chosen) {
		return { offer: tooCheap(offer, box, witnessed('contradicts')), needsSecondLook: true };
	}
	const others = [
		look.buyBoxPrice,
		...listOtherSellers(candidates, index).map(({ price }) => price),
	];
	const isSupported = others.some((other) => isNear(chosen.price!, other));
	const witness = witnessed(isSupported ? 'supports' : 'silent');
	const leftOut = index === 0 ? {} : { left_out: index };
	return {
		offer: { ...chosen, ...leftOut, witness },
		needsSecondLook: !isSupported && known.addsRisk(chosen),
	};
}

/**
 * Returns the later offers by other sellers than the one at this place: a seller may list the same goods
 * twice, and one listing may stand in an answer twice. Amazon's model lets an offer go without its
 * SellerId. Such a seller is unknown, and counts as another one unless both rows say the same.
 */
function listOtherSellers(candidates: readonly Candidate[], place: number): Offer[] {
	const one = candidates[place]!;
	return candidates
		.slice(place + 1)
		.filter(({ seller, row }) =>
			one.seller === null || seller === null ? row !== one.row : seller !== one.seller,
		)
		.map(({ offer }) => offer);
}

const isFractionOf = (price: number, other: number | null): boolean =>
	other !== null && price * 100 < other * BELIEVABLE_PERCENT;

const isNear = (price: number, other: number | null, percent = SUPPORT_PERCENT): boolean =>
	other !== null && Math.abs(price - other) * 100 <= other * percent;

/** Used if even the last offer is a fraction of the Buy Box price: an old answer, or a scam. */
function tooCheap(offer: Offer, box: number | null, witness: Witness): Offer {
	const reason = `出品価格 ${offer.price}円 がカート価格 ${box}円 に比べて安すぎるため確認しています`;
	return {
		...unknownOffer(reason, { source: offer.source, fetchedAt: offer.fetched_at }),
		seller_count: offer.seller_count,
		witness,
	};
}

function proveSoldOut(offer: Offer, look: Look, witnessed: Witnessed, known: KnownBefore): Proof {
	if (look.buyBoxPrice === null) {
		const verdict = look.newCount === 0 ? 'supports' : 'silent';
		return { offer: { ...offer, witness: witnessed(verdict) }, needsSecondLook: false };
	}
	const since = readSince(known.contradictedSince, offer.fetched_at);
	const witness = { ...witnessed('contradicts'), contradicted_since: since };
	return { offer: contradictedSoldOut(offer, witness), needsSecondLook: known.isOnSale };
}

/** A contradiction begins with this answer unless an earlier one saw it; a later one is a wrong clock's. */
const readSince = (since: string | null, fetchedAt: string): string =>
	since === null || isFuture(Date.parse(since), Date.parse(fetchedAt)) ? fetchedAt : since;

/**
 * Stays unknown for half an hour, then counts as sold out: a shop that shows an unavailable item for longer
 * sells goods it can't get.
 */
function contradictedSoldOut(
	offer: Offer,
	witness: Witness & { contradicted_since: string },
): Offer {
	const waitedMs = Date.parse(offer.fetched_at) - Date.parse(witness.contradicted_since);
	const box = `カート価格 ${witness.buy_box_price}円 が表示されています`;
	if (waitedMs >= PATIENCE_MS) {
		return {
			...offer,
			reason: `${offer.reason} (${box}が、30分たっても出品がありません)`,
			witness,
		};
	}
	return {
		...unknownOffer(`出品がないという応答ですが、${box}。確認し直します`, {
			source: offer.source,
			fetchedAt: offer.fetched_at,
		}),
		witness,
	};
}

/** An unproved answer without a New offer is proved if the look counts none either. */
function proveUnknown(
	{ offer, isOnlyUnproved }: OffersReading,
	look: Look,
	witnessed: Witnessed,
): Proof {
	const isProved = isOnlyUnproved && look.newCount === 0 && look.buyBoxPrice === null;
	if (!isProved) return { offer, needsSecondLook: false };
	const context = { source: offer.source, fetchedAt: offer.fetched_at };
	return {
		offer: { ...soldOutOffer(context), witness: witnessed('supports') },
		needsSecondLook: false,
	};
}

/**
 * Compares the first answer with that of the other operation: if both say the same about the stock, it is
 * proved. Otherwise the second one is compared with the look like any answer, and if it settles nothing
 * the first one stays.
 */
export function proveTwice(
	first: OffersReading,
	firstProof: Offer,
	second: Proof,
	reading: OffersReading,
): Offer {
	const { status } = reading.offer;
	if (status === 'unknown') return firstProof;
	if (firstProof.status === 'in_stock') return confirmPrice(firstProof, second.offer);
	const agrees = status === first.offer.status && status !== 'in_stock';
	if (!agrees) return second.offer;
	const { witness } = firstProof;
	return {
		...reading.offer,
		...(witness ? { witness: { ...witness, verdict: 'supports', agreed: true } } : {}),
	};
}

/**
 * Takes the newer of two answers about an item in stock, unless that one is itself in doubt: one operation
 * said "sold out" for weeks of items that the other listed.
 */
function confirmPrice(first: Offer, second: Offer): Offer {
	const { witness } = second;
	const isBareSoldOut = second.status === 'out_of_stock' && witness?.verdict !== 'supports';
	if (!isConfirmed(second) || isBareSoldOut) return first;
	const agrees = first.price !== null && isNear(first.price, second.price, AGREEMENT_PERCENT);
	return agrees && witness ? { ...second, witness: { ...witness, agreed: true } } : second;
}
