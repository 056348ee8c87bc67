import type { Edits } from '../../listing/memory';
import { judgeRisk, type Decision, type HeldMove, type Move } from '../decision';
import { explainMoves } from '../explainMoves';
import { findCause, findReasons } from '../guards/explained';
import { isCounted } from '../guards/waves';
import { toRemember } from '../memoryAfterDecision';
import type { Situation } from '../situation';
import type { Wish } from './wish';

/** Puts a decision together from its moves, those held back, and the reasons. */
export function finish(
	situation: Situation,
	wish: Wish,
	moves: Move[],
	held: HeldMove[],
): Decision {
	const { listing } = situation;
	const edits: Edits = Object.fromEntries(moves.map((move) => [move.field, move.to]));
	const kinds = moves.map((move) => move.kind);
	const why = [...wish.why, ...explainMoves(situation, wish.price, moves, held)];
	return {
		desired: { price: wish.price, visible: wish.visible, stock: wish.stock },
		edits,
		kinds,
		risk: judgeRisk(kinds),
		held_moves: held,
		stop: wish.stop,
		floor: wish.floor,
		why: listing ? why : ['出品がないため、価格の計算だけ行います', ...why],
		cause: edits.price === undefined ? 'amazon' : findCause(situation),
		version: situation.version,
		counted: moves.filter((move) => isCounted(move, situation)).map(({ kind }) => kind),
		...(edits.price === undefined ? {} : { reasons: findReasons(situation) }),
		...toRemember(situation, { moves, held, isRefused: wish.refused !== null }),
	};
}
