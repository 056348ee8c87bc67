import { MOVED_PERCENT, type QuestionKind } from '../../listing/guards/questionKinds';
import type { Listing } from '../../listing/listing';
import type { Edits } from '../../listing/memory';
import type { Move } from '../decision';

/** The last question about one item: what the owner was shown, and the answer; null = none yet. */
export interface OwnerAnswer {
	answer: 'yes' | 'no' | null;
	proposal: Edits;
	/** The shop's price that they were shown, yen; absent if it does not matter. */
	price?: number;
	/** The shop's stamp of the change that they were asked about; absent if it does not matter. */
	modified?: string;
}

/** By kind of question. */
export type OwnerAnswers = Partial<Record<QuestionKind, OwnerAnswer>>;

/** True if a move goes no further than what the owner was shown. */
export function isCovered(move: Move, shown: Edits): boolean {
	const value = shown[move.field];
	if (value === undefined) return false;
	if (move.field !== 'price') return JSON.stringify(value) === JSON.stringify(move.to);
	return move.kind === 'raise' || Number(move.to) * 100 >= Number(value) * (100 - MOVED_PERCENT);
}

/** True if the answer is about the shop as it stands: a change by hand since then is the owner's newer word. */
export const isAboutNow = (
	{ price, modified }: OwnerAnswer,
	listing: Pick<Listing, 'price' | 'modified'>,
): boolean =>
	(price === undefined || Math.abs(price - listing.price) * 100 <= price * MOVED_PERCENT) &&
	(modified === undefined || modified === listing.modified);
