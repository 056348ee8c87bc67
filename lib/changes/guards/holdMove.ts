import type { HeldMove, Move } from '../decision';
import type { Situation } from '../situation';
import { blockedGuard } from './blocked';
import { currentGuard } from './current';
import { explainedGuard, rememberAgreement } from './explained';
import type { Guard, Rememberer } from './guard';
import { identityGuard } from './identity';
import {
	brakeGuard,
	changedByHandGuard,
	firstPriceGuard,
	forgetGivenBack,
	forgetMarks,
	ownersPriceGuard,
	ownersVisibilityGuard,
	rememberHandPrice,
	variationsGuard,
} from './ownersHand';
import { provedGuard, unsupportedGuard } from './proved';
import { refillGuard, waveGuard } from './waves';

/** In the order they are asked. */
const guards: readonly Guard[] = [
	blockedGuard,
	variationsGuard,
	brakeGuard,
	ownersVisibilityGuard,
	changedByHandGuard,
	firstPriceGuard,
	ownersPriceGuard,
	currentGuard,
	explainedGuard,
	identityGuard,
	unsupportedGuard,
	provedGuard,
	refillGuard,
	waveGuard,
];

/** Functions by which they keep facts for the next time. */
export const rememberers: readonly Rememberer[] = [
	rememberAgreement,
	rememberHandPrice,
	forgetMarks,
	forgetGivenBack,
];

/** Returns the move as held by the first guard that objects; null if it may go out. */
export function holdMove(move: Move, situation: Situation, floor: number | null): HeldMove | null {
	for (const check of guards) {
		const hold = check(move, situation, floor);
		if (hold !== null) return { ...move, ...hold };
	}
	return null;
}
