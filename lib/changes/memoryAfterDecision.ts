import type { Remembrance } from '../listing/memory';
import type { Decision } from './decision';
import { readShopMemory, type Outcome } from './guards/guard';
import { rememberers } from './guards/holdMove';
import type { Situation } from './situation';

/** Returns what the next decision has to know of this one. */
export function toRemember(situation: Situation, outcome: Outcome): Pick<Decision, 'remember'> {
	const { listing, cached } = situation;
	if (!listing) return {};
	const isDone = outcome.moves.length + outcome.held.length === 0;
	const { unsent_since } = readShopMemory(cached, listing);
	const remember: Remembrance = Object.assign(
		unsent_since && isDone ? { unsent_since: null } : {},
		...rememberers.map((note) => note({ ...situation, listing }, outcome)),
	);
	return Object.keys(remember).length > 0 ? { remember } : {};
}
