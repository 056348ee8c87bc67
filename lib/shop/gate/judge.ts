import { computeKnownFloor } from '../../changes/computeKnownFloor';
import { decide } from '../../changes/decide';
import {
	judgeRisk,
	listMoves,
	type Decision,
	type HeldMove,
	type Move,
} from '../../changes/decision';
import { wasConfirmed } from '../../changes/guards/current';
import { findReasons } from '../../changes/guards/explained';
import { readShopMemory } from '../../changes/guards/guard';
import {
	holdBlocked,
	holdByOldRules,
	holdByOwnRule,
	holdChangedByHand,
	holdHiddenByOwner,
	holdMoveOfOwnRules,
	holdOwnersMove,
	holdVariations,
} from '../../changes/guards/holdOwnersMove';
import { isUnsupportedFall } from '../../changes/guards/proved';
import type { Situation } from '../../changes/situation';
import type { Listing } from '../../listing/listing';
import type { Edits, ShopMemory } from '../../listing/memory';
import { describeDecided, describeJob } from './facts/describeSituation';
import { nameBasis, type Facts } from './facts/facts';
import type { Decided, Intent } from './intent';

/** The part of an intent that may go, and the part that must wait. */
export interface Judgement {
	edits: Edits;
	held: HeldMove[];
	addsRisk: boolean;
	why: string[];
	/** ISO 8601: when the answer was fetched that the edits rest on; null if there is none. */
	offerFetchedAt: string | null;
	reasons: Decision['reasons'];
	/** A cost that only the owner's yes supports, yen; null if it is supported otherwise, or nothing rests on it. */
	acceptedCost: number | null;
	/** The decision, of a run; null for a job. */
	decision: Decision | null;
	/** The memory of the item in its shop. */
	memory: ShopMemory;
	/** Names the facts that the judgement rests on. */
	basis: string;
}

/**
 * Judges an intent by what is known now. A run's decision is made anew by the shop's rules, the newest answer
 * and the item as given: what has changed since it was made changes it. Pure.
 * @param listing the item as it was read last
 */
export const judge = (intent: Intent, listing: Listing, facts: Facts): Judgement => ({
	...judgeEdits(intent, listing, facts),
	memory: readShopMemory(facts.document, listing),
	basis: nameBasis(facts),
});

type JudgedEdits = Omit<Judgement, 'memory' | 'basis'>;

function judgeEdits(intent: Intent, listing: Listing, facts: Facts): JudgedEdits {
	const { decided } = intent;
	if (decided === null) return judgeJob(intent, listing, facts);
	const situation = describeDecided(intent.asin, listing, decided, facts);
	return decided.decision.version === null
		? judgeOwnRules(intent, decided, situation)
		: fromDecision(decide(situation), situation);
}

const fromDecision = (decision: Decision, situation: Situation): JudgedEdits => ({
	edits: decision.edits,
	held: decision.held_moves,
	addsRisk: decision.risk === 'adds',
	why: decision.why,
	offerFetchedAt: situation.offer.fetched_at || null,
	reasons: decision.reasons,
	acceptedCost: findAccepted(decision.risk === 'adds', situation),
	decision,
});

/** A move that adds risk passed its guards: far below the last supported cost, only by the owner's yes. */
const findAccepted = (addsRisk: boolean, situation: Situation): number | null =>
	addsRisk && isUnsupportedFall(situation) ? situation.offer.price : null;

/** The rules of a node's own are not known here: what it decided passes the guards once more. */
function judgeOwnRules(
	intent: Intent,
	{ decision, offer }: Decided,
	situation: Situation,
): JudgedEdits {
	const { ruling, cached } = situation;
	const isOvertaken = situation.offer !== offer && offer !== null;
	if (isOvertaken) {
		const nothing = { ...decision, edits: {}, kinds: [], risk: 'none' as const };
		return fromDecision(nothing, situation);
	}
	const cost = situation.offer.price ?? cached?.price;
	const floor =
		ruling === null ? decision.floor : computeKnownFloor(cost, ruling, situation.override);
	const { allowed, held } = sift(intent.edits, situation, (move) =>
		holdMoveOfOwnRules(move, intent.edits, situation, floor),
	);
	const risk = judgeRisk(listMoves(allowed, situation.listing!).map(({ kind }) => kind));
	const judged = {
		...decision,
		edits: allowed,
		risk,
		held_moves: [...decision.held_moves, ...held],
	};
	return fromDecision(judged, situation);
}

/** These jobs show what this package hid before; a new item was never shown. */
const showsAgain: ReadonlySet<Intent['writer']> = new Set(['release', 'undo']);
/** The settings of an item hold for these, new items among them. */
const bound: ReadonlySet<Intent['writer']> = new Set([...showsAgain, 'run']);

/** A job's edits are explained by the owner's wish; what adds risk needs a young, proved answer all the same. */
function judgeJob(
	{ asin, edits, why, writer, offer: given, pricedBy, wasTakenOut = false }: Intent,
	listing: Listing,
	facts: Facts,
): JudgedEdits {
	const { document } = facts;
	const situation = describeJob(asin, listing, given ?? null, facts);
	const { offer, rule, override } = situation;
	// Nothing is known of an item that Amazon never confirmed: it may be no product of Amazon's at all. What the owner
	// took out is theirs alone.
	const isKnown =
		!wasTakenOut && (given !== undefined || (document !== null && wasConfirmed(document)));
	const floor = isKnown ? computeKnownFloor(offer.price ?? document?.price, rule, override) : null;
	const { allowed, held } = sift(
		edits,
		situation,
		(move) =>
			holdBlocked(move, situation) ??
			holdVariations(move, situation) ??
			(bound.has(writer) && !wasTakenOut ? holdByOwnRule(move, situation) : null) ??
			holdByOldRules(move, pricedBy, situation) ??
			(showsAgain.has(writer) ? holdHiddenByOwner(move, situation) : null) ??
			holdChangedByHand(move, situation) ??
			(isKnown ? holdOwnersMove(move, edits, situation, floor) : null),
	);
	const kinds = listMoves(allowed, listing).map(({ kind }) => kind);
	const addsRisk = judgeRisk(kinds) === 'adds';
	return {
		...{ edits: allowed, held, addsRisk, why },
		acceptedCost: isKnown ? findAccepted(addsRisk, situation) : null,
		offerFetchedAt: isKnown ? offer.fetched_at || null : null,
		reasons: allowed.price === undefined ? undefined : findReasons(situation),
		decision: null,
	};
}

function sift(
	edits: Edits,
	{ listing }: Situation,
	hold: (move: Move) => HeldMove | null,
): { allowed: Edits; held: HeldMove[] } {
	const moves = listMoves(edits, listing!);
	const held = moves.flatMap((move) => hold(move) ?? []);
	const isHeld = (field: string) => held.some((move) => move.field === field);
	const allowed = Object.entries(edits).filter(([field]) => !isHeld(field));
	return { allowed: Object.fromEntries(allowed), held };
}
