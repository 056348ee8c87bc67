import { lowersRisk, type Move } from '../decision';
import type { Situation } from '../situation';
import { loud, type Held } from './guard';

/** Holds what would put a product on sale that the owner's lists take off sale, whoever asks for it. */
export function blockedGuard(move: Move, { listing, block }: Situation): Held | null {
	if (!listing || block?.action !== 'hide' || lowersRisk(move.kind)) return null;
	// The price of an item that stays hidden sells nothing.
	return move.kind === 'cut' && !listing.visible ? null : loud({ guard: 'blocked', block });
}
