import { parseStamp, ageOfStamp } from '../../listing/stamp';
import { isConfirmed } from '../../listing/offer';
import { lowersRisk, type Move } from '../decision';
import type { CachedFacts, Situation } from '../situation';
import { loud, type Held } from './guard';

/** A stamp is cut to the second, and two clocks of one machine differ by less than this, ms. */
const LEEWAY_MS = 1000;

/**
 * Holds a move that adds risk unless its answer is confirmed and young. An answer from the future comes
 * from a clock that was set back: nobody knows its age.
 */
export function currentGuard(move: Move, { offer, guards, now }: Situation): Held | null {
	if (lowersRisk(move.kind)) return null;
	const age = ageOfStamp(offer.fetched_at, now + LEEWAY_MS);
	const isYoung = age !== null && age <= guards.maximumAnswerAgeMs + LEEWAY_MS;
	if (isConfirmed(offer) && isYoung) return null;
	return loud({ guard: 'answer_age', maximum_ms: guards.maximumAnswerAgeMs });
}

/** The stamped data of a cache document. */
type Stamped = Pick<CachedFacts, 'price_updated_at' | 'stock_updated_at' | 'imported'>;

/**
 * True if an answer fetched by this package confirmed the item; data from the older tools was never
 * confirmed, and moves nothing by itself.
 */
export const wasConfirmed = ({ price_updated_at, stock_updated_at, imported }: Stamped): boolean =>
	parseStamp(price_updated_at) !== null &&
	imported?.price !== price_updated_at &&
	(!stock_updated_at || imported?.stock !== stock_updated_at);

/**
 * False for an item that Amazon never confirmed: it may be the owner's own goods, which nothing about Amazon's
 * products may take off sale, because nothing would bring them back.
 */
export const isOfAmazon = ({ offer, cached }: Pick<Situation, 'offer' | 'cached'>): boolean =>
	isConfirmed(offer) || (cached !== null && wasConfirmed(cached));
