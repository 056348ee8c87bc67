import type { Listing } from '../../../../../lib/listing/listing';
import type { Edits } from '../../../../../lib/listing/memory';
import type { Offer } from '../../../../../lib/listing/offer';
import { computeFloor, decidePrice } from '../../../../../lib/listing/pricing/pricing';
import { isSupported, type Model } from './model';
import type { Arrival } from './shop';
import type { Moment } from './stage';
import type { Rules, Truth } from './truth';

/** What must be true of each edit that reaches the shop: by what its writer could see when it looked last. */

const HOUR = 3_600_000;
/** A stamp and a clock of one machine differ by less. */
const LEEWAY = 1000;

interface Case {
	model: Model;
	arrival: Arrival;
	/** The truth when the writer looked last. */
	then: Truth;
	/** The newest answer that the writer could know. */
	answer: Offer | null;
	rules: Rules;
	floor: number | null;
	lookedAt: Moment;
}

type Check = (given: Case) => string | null;

export function judgeArrival(model: Model, arrival: Arrival): string[] {
	const { actor, itemId, edits, seen, known } = arrival;
	const answer = model.answerAt(itemId, known.document.order);
	const rules = model.rulesAt(known.rules.order);
	const lookedAt = seen.moment.order > known.document.order ? seen.moment : known.document;
	const given: Case = {
		...{ model, arrival, answer, rules, lookedAt },
		then: model.truthAt(itemId, seen.moment.order),
		floor: floorOf(answer, rules),
	};
	const kinds = kindsOf(edits, seen.listing);
	for (const kind of kinds) model.count(`${actor.role} ${kind}`);
	const names = `${actor.name} ${JSON.stringify(edits)} to item ${itemId}`;
	return checks.flatMap((check) => {
		const fault = check(given);
		return fault === null ? [] : [`${fault}: ${names}`];
	});
}

export const floorOf = (answer: Offer | null, { values }: Rules): number | null =>
	answer?.price == null ? null : computeFloor({ price: answer.price, points: 0 }, values.pricing);

type Kind = 'hide' | 'show' | 'cut' | 'raise' | 'refill' | 'take out';

const kindsOf = ({ price, visible, stock }: Edits, before: Listing): Kind[] => [
	...(visible === undefined ? [] : [visible ? ('show' as const) : ('hide' as const)]),
	...(price === undefined ? [] : [price < before.price ? ('cut' as const) : ('raise' as const)]),
	...(stock === undefined
		? []
		: [stock > before.stock ? ('refill' as const) : ('take out' as const)]),
];

const RISKY: readonly Kind[] = ['show', 'cut', 'refill'];

/** The parts of an edit that add risk. */
const risksOf = ({ arrival: { edits, seen } }: Case): Kind[] =>
	kindsOf(edits, seen.listing).filter((kind) => RISKY.includes(kind));

const onlyHides = ({ price, visible, stock }: Edits): boolean =>
	visible === false && price === undefined && stock === undefined;

/** (a) What adds risk rests on a young answer, and on the newest one. */
const isYoung: Check = (given) => {
	const { arrival, answer, lookedAt } = given;
	if (risksOf(given).length === 0) return null;
	// A job may put back what Amazon never confirmed: it may be no product of Amazon's at all.
	if (answer === null) return arrival.actor.role === 'release' ? null : '(a) no answer at all';
	if (answer.status !== 'in_stock' && risksOf(given).some((kind) => kind !== 'cut')) {
		return `(a) on sale although Amazon says ${answer.status}`;
	}
	const age = lookedAt.at - Date.parse(answer.fetched_at);
	return age > 3 * HOUR + LEEWAY ? `(a) on an answer ${(age / HOUR).toFixed(1)} hours old` : null;
};

/** (a) What adds risk is proved, or the owner said yes. */
const isProved: Check = (given) => {
	const { model, arrival, answer, then } = given;
	const { itemId, known, edits } = arrival;
	const risks = risksOf(given);
	if (risks.length === 0 || answer?.price == null || isSupported(answer)) return null;
	const isAllowed = model.yeses.some(
		({ kind, proposal, ...yes }) =>
			kind === 'unsupported' &&
			yes.itemId === itemId &&
			(edits.price === undefined || edits.price * 100 >= (proposal.price ?? Infinity) * 95),
	);
	const supported = model.supportedAt(itemId, known.document.order);
	if (isAllowed) {
		if (supported !== null && answer.price * 100 < supported * 70)
			model.accept(itemId, answer.price);
		return null;
	}
	if (supported !== null && answer.price * 100 < supported * 70) {
		return `(a) at ${answer.price} yen, far below the supported ${supported}`;
	}
	if (answer.witness?.agreed) return null;
	const isOldCost = then.reasons?.cost != null && answer.price >= then.reasons.cost;
	return isOldCost && risks.every((kind) => kind === 'cut') ? null : '(a) on one silent answer';
};

/** (b) Nothing is left on sale below its floor, but for what an undo makes less bad. */
const isAboveFloor: Check = ({ arrival, floor }) => {
	const { edits, seen, actor } = arrival;
	const after = { ...seen.listing, ...edits };
	if (floor === null || !after.visible || after.price >= floor || onlyHides(edits)) return null;
	const isLess = edits.price !== undefined && edits.price > seen.listing.price;
	if (actor.role === 'undo' && isLess && edits.visible === undefined) return null;
	return `(b) ${after.price} yen is below the floor ${floor}`;
};

/** (c) What the owner hid stays hidden until they show it, hand it over or say yes. */
const isOursToShow: Check = ({ model, arrival: { edits, itemId, known }, then }) => {
	if (edits.visible !== true || then.hiddenBy !== 'owner') return null;
	// Handed over after the look, and before the marks were read.
	if (model.truthAt(itemId, known.document.order).hiddenBy !== 'owner') return null;
	return model.hasYes(itemId, ['hidden_by_hand'], then.hiddenAt) ? null : '(c) hidden by the owner';
};

/** A yes counts until it is carried out, if the shop shows nearly the price again that the owner was shown. */
const isShownAgain = (model: Model, itemId: number, price: number): boolean =>
	model.yeses.some(
		({ order, shown, kind, ...yes }) =>
			(kind === 'first_price' || kind === 'unexplained') &&
			yes.itemId === itemId &&
			Math.abs(shown - price) * 100 <= shown * 5 &&
			order > model.runPricedAt(itemId),
	);

const FAR_PERCENT = 30;

/** (d) The owner's price stays while it makes no loss. */
const isOursToPrice: Check = ({ model, arrival, then, floor }) => {
	const { edits, itemId, seen, actor } = arrival;
	if (edits.price === undefined || then.pricedBy !== 'owner' || actor.role === 'undo') return null;
	if (floor !== null && seen.listing.price < floor) return null;
	// An item that nothing was written to yet follows the rule from a price near it.
	const isNear = Math.abs(seen.listing.price - edits.price) * 100 <= edits.price * FAR_PERCENT;
	if (then.ourPrice === null && isNear) return null;
	if (model.hasYes(itemId, ['first_price', 'unexplained'], then.pricedAt)) return null;
	if (isShownAgain(model, itemId, seen.listing.price)) return null;
	return `(d) over the owner's ${seen.listing.price} yen`;
};

/** (e) A run's price is the ruling version's for the newest cost; an undo's is the one before that run. */
const isRuled: Check = ({ model, arrival, answer, rules }) => {
	const { edits, itemId, actor, seen } = arrival;
	const { price } = edits;
	if (price === undefined) return null;
	if (actor.role === 'undo') {
		const isBefore = (model.sent.get(actor.undoes!) ?? []).some(
			(sent) => sent.itemId === itemId && sent.from === price && sent.to === seen.listing.price,
		);
		return isBefore ? null : `(e) an undo of ${actor.undoes} over ${seen.listing.price} yen`;
	}
	const cost = { price: answer?.price ?? 0, points: 0 };
	const ruled = answer?.price == null ? null : decidePrice(cost, rules.values.pricing).price;
	return ruled === price ? null : `(e) the rule says ${ruled} yen`;
};

/** (e) Nothing is priced again for the same reasons without a yes. */
const isNews: Check = ({ model, arrival, then, answer, rules, floor }) => {
	const { edits, itemId, actor, seen } = arrival;
	const { reasons } = then;
	if (edits.price === undefined || actor.role === 'undo' || reasons === null) return null;
	if (floor !== null && seen.listing.price < floor) return null;
	// Noted only after the writer had read them.
	if (reasons.order > arrival.known.document.order) return null;
	if (reasons.cost !== answer?.price || !model.isPricedAlike(reasons.version, rules)) return null;
	if (model.hasYes(itemId, ['unexplained'], reasons.order)) return null;
	if (isShownAgain(model, itemId, seen.listing.price)) return null;
	return '(e) for the same reasons again';
};

/** Each hide has a cause: sold out, below the floor, or a day without an answer. */
const isCaused: Check = ({ arrival, answer, floor, lookedAt }) => {
	const { edits, actor, seen } = arrival;
	const isRun = actor.role === 'sync' || actor.role === 'watch';
	if (!isRun || edits.visible !== false) return null;
	if (answer === null) return 'hidden although nothing is known';
	const isOld = lookedAt.at - Date.parse(answer.fetched_at) > 24 * HOUR;
	const isBelow = floor !== null && seen.listing.price < floor;
	return answer.status !== 'in_stock' || isBelow || isOld ? null : 'hidden without a cause';
};

/** (f) While a brake holds, nothing but hides; (g) while paused, nothing but what the owner started. */
const isOpen: Check = ({ model, arrival: { actor, edits, known } }) => {
	const { brake } = model;
	const isAfter = brake !== null && known.intent.order > brake.order;
	if (isAfter && model.isHeld() && !onlyHides(edits)) {
		if (actor.role !== 'release') return '(f) while the brake holds';
		if (known.firstBrake < brake.order) return '(f) after the brake was pulled again';
	}
	const isRun = actor.role === 'sync' || actor.role === 'watch';
	const by = isRun ? model.pausedBy(known.pause) : null;
	return by === null || (by === 'brake' && onlyHides(edits)) ? null : `(g) paused by ${by}`;
};

const checks: readonly Check[] = [
	...[isYoung, isProved, isAboveFloor, isOursToShow, isOursToPrice],
	...[isRuled, isNews, isCaused, isOpen],
];
