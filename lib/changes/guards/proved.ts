import type { Offer } from '../../listing/offer';
import { lowersRisk, type Move } from '../decision';
import type { Situation } from '../situation';
import { findShownWrite } from './ownersHand';
import { isAboutNow, isCovered } from './ownerAnswers';
import { askOwner, loud, readShopMemory, type Held } from './guard';

/** A cost this far below the last one that two sources agreed on waits until they agree again, percent. */
const UNSUPPORTED_FALL_PERCENT = 30;

/** True if a second source says the same. */
export const isSupported = ({ witness }: Offer): boolean => witness?.verdict === 'supports';

/** True if a second source, or the other offers operation, says the same. */
export const isProved = (offer: Offer): boolean =>
	isSupported(offer) || offer.witness?.agreed === true;

/**
 * Returns the cost that was supported last, yen: by a second source, or for this shop by its owner's yes. null if
 * none ever was.
 */
function findSupported({ cached, listing }: Pick<Situation, 'cached' | 'listing'>): number | null {
	if (!cached?.supported) return null;
	const accepted = listing && readShopMemory(cached, listing).accepted_cost;
	const isNewer = accepted && Date.parse(accepted.at) > Date.parse(cached.supported.at);
	return isNewer ? accepted.price : cached.supported.price;
}

/** True if the cost fell far below the last one that was supported, and nothing supports it. */
export function isUnsupportedFall(
	situation: Pick<Situation, 'offer' | 'cached' | 'listing'>,
): boolean {
	const { offer } = situation;
	const supported = findSupported(situation);
	if (offer.price === null || supported === null || isSupported(offer)) return false;
	return offer.price * 100 < supported * (100 - UNSUPPORTED_FALL_PERCENT);
}

/**
 * Asks before the shop follows a cost far below the last supported one. Small falls that no second source
 * supports add up to a scam's price, and both operations name a scam that is the only offer.
 */
export function unsupportedGuard(move: Move, situation: Situation): Held | null {
	if (lowersRisk(move.kind) || !isUnsupportedFall(situation)) return null;
	const supported = findSupported(situation)!;
	const facts = { cost: situation.offer.price!, supported, fall_percent: UNSUPPORTED_FALL_PERCENT };
	return askOwner('unsupported', { guard: 'unsupported', ...facts }, move, situation);
}

/**
 * Holds a move that adds risk on one silent answer alone. A cut that follows the rule at a cost no lower
 * than that of the price shown rests on nothing new.
 */
export function provedGuard(move: Move, situation: Situation): Held | null {
	const { listing, offer, cached, answers } = situation;
	if (!listing || lowersRisk(move.kind) || isProved(offer)) return null;
	const { unsupported: given } = answers;
	const isAllowed = given?.answer === 'yes' && isAboutNow(given, listing);
	if (isAllowed && isCovered(move, given.proposal)) return null;
	const known = findShownWrite(listing, readShopMemory(cached, listing))?.cost?.price;
	const isKnownCost = known !== undefined && offer.price !== null && offer.price >= known;
	return move.kind === 'cut' && isKnownCost ? null : loud({ guard: 'unproved' });
}
