import { findFloorCause, type FloorCause } from '../../listing/pricing/pricing';
import { computeKnownFloor } from '../computeKnownFloor';
import type { Hold } from './hold';
import type { Situation } from '../situation';

type Known = Pick<Situation, 'cached' | 'offer' | 'rule' | 'override'>;

const findCost = ({ cached, offer }: Known) => {
	const price = offer.price ?? cached?.price;
	return price == null ? null : { price, points: 0 };
};

/** The floor of the cost last known, yen; null if none is known. */
export function findKnownFloor(situation: Known): number | null {
	return computeKnownFloor(findCost(situation)?.price, situation.rule, situation.override);
}

/** Which floor a price is below: that of its costs, or only the owner's own. */
export function findCauseOf(price: number, situation: Known): FloorCause {
	const cost = findCost(situation);
	return cost ? findFloorCause(price, cost, situation.rule) : 'below_floor';
}

/** The facts of a price that is below its floor. */
export function holdByFloor(
	price: number,
	floor: number,
	situation: Known,
): Hold & { guard: 'floor' } {
	const isOwn = findCauseOf(price, situation) === 'own_floor';
	return { guard: 'floor', price, floor, ...(isOwn ? { is_own: true } : {}) };
}
