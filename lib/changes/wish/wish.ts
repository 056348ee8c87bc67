import type { Listing } from '../../listing/listing';
import { formatYen } from '../../listing/money';
import type { StopCause } from '../../listing/offer';
import { floorNames, type PriceDecision } from '../../listing/pricing/pricing';
import { findCauseOf, findKnownFloor } from '../guards/floors';
import type { Situation } from '../situation';

/** The desired state and the floor, before anything is compared with the shop. */
export interface Wish {
	price: number | null;
	visible: boolean;
	stock: number;
	/** True if Amazon or the floor ends the sale; a hidden item may stay hidden for other reasons. */
	isOver: boolean;
	/** Why it must not be on sale; null if it may be. */
	stop: StopCause | null;
	floor: number | null;
	why: string[];
	/** Why the rule names no price; null if it names one. */
	refused: string | null;
}

/** The wish for an item that must not be sold now. Its price stays as it is. */
export function wishHidden(situation: Situation, reason: string, stop: StopCause): Wish {
	const { listing } = situation;
	return {
		price: listing?.price ?? null,
		visible: false,
		stock: listing?.variation ? 0 : (listing?.stock ?? 0),
		isOver: true,
		stop,
		floor: findKnownFloor(situation),
		why: [`${reason} → ${nameStop(listing)}`],
		refused: null,
	};
}

/** Says how a listing, or its row, leaves the sale. */
export const nameStop = (listing: Listing | null): string =>
	listing?.variation ? `バリエーション「${listing.variation.title}」の在庫を0に` : '非公開';

/** The wish for an item that Amazon sells, by the price that the rule makes of it. */
export function wishOnSale(situation: Situation, priced: PriceDecision): Wish {
	const { listing, guards } = situation;
	const base = { floor: priced.floor, why: [...priced.why], refused: priced.refused };
	const stock = Math.max(readStock(listing), guards.refillStock);
	const open = { stock, isOver: false, stop: null };
	if (priced.price !== null) return { ...base, ...open, price: priced.price, visible: true };

	base.why.push(priced.refused ?? '');
	if (listing && listing.price >= priced.floor) {
		base.why.push(
			`今の販売価格 ${formatYen(listing.price)} は下限以上なので、そのまま販売を続けます`,
		);
		return { ...base, ...open, price: listing.price, visible: listing.visible };
	}
	const stop = priced.below ?? findCauseOf(listing?.price ?? 0, situation);
	if (listing) {
		base.why.push(
			`今の販売価格 ${formatYen(listing.price)} は下限 ${formatYen(priced.floor)} を下回るため${nameStop(listing)} (${floorNames[stop]})`,
		);
	}
	const closed = { visible: false, stock: readStock(listing), isOver: true, stop };
	return { ...base, ...closed, price: listing?.price ?? null };
}

/** The stock of the listing, or of the row that it is about. */
export const readStock = (listing: Listing | null): number =>
	listing?.variation?.stock ?? listing?.stock ?? 0;
