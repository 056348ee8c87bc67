import { moveNames, type Decision, type HeldMove } from '../changes/decision';
import { sayHold } from '../changes/guards/hold';
import { formatMoment } from './formatTime';

/** A move that waits, with the reason in words for the owner. */
export type ToldHold = HeldMove & { reason: string };

/** A decision as the item carries it, with a sentence for each waiting move. */
export interface ToldDecision extends Decision {
	held_moves: ToldHold[];
	/** Why a difference is not sent; null if nothing is held back. */
	held: string | null;
}

/** Adds the reasons of waiting moves: to each move, in one line, and among the steps. */
export function tellHolds(decision: Decision): ToldDecision {
	const held_moves = decision.held_moves.map((move) => ({ ...move, reason: describeHold(move) }));
	const reasons = [...new Set(held_moves.map(({ reason }) => reason))];
	return {
		...decision,
		held_moves,
		held: reasons.length > 0 ? reasons.join(' / ') : null,
		why: [...decision.why, ...reasons.map((reason) => `保留: ${reason}`)],
	};
}

/** Says why a move waits, in one sentence for the owner. */
export const describeHold = (move: HeldMove): string =>
	sayHold(move, { ...move, name: moveNames[move.kind], sayTime: formatMoment });
