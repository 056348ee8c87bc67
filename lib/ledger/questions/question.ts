import { MOVED_PERCENT, type QuestionKind } from '../../listing/guards/questionKinds';
import type { Edits } from '../../listing/memory';
import { makeCode } from '../rules/ruleCode';

/** One item, or one row of it, that a question is about. */
export interface QuestionMember {
	/** The item's number, with `/` and the row's number for a row. */
	name: string;
	item_id: number;
	asin: string;
	/** The values after a yes, as the owner was shown them. */
	proposal: Edits;
	/**
	 * The shop's price and the floor, as the owner was shown them, yen. `modified`: the shop's stamp of the change
	 * that they were asked about; absent if it does not matter.
	 */
	facts: { price: number; floor: number | null; modified?: string };
}

export type Answer = 'yes' | 'no';

/** A decision that only the owner can make. Without an answer things stay as they are. */
export interface Question {
	/** Unique within the account. */
	id: string;
	kind: QuestionKind;
	/** Number of the rule version that raised it. */
	version: number;
	/** The items that still wait; of an answered question, those where the answer is not carried out yet. */
	members: QuestionMember[];
	/** Items that it was asked about. */
	asked: number;
	/** For the owner to type. */
	codes: { yes: string; no: string };
	/** ISO 8601 with offset. */
	asked_at: string;
	answer: Answer | null;
	answered_at: string | null;
	/** true once the owner was told that the code has no effect any more. */
	is_answered_again: boolean;
}

/** True while the owner is asked. */
export const isOpen = ({ answer, members }: Question): boolean =>
	answer === null && members.length > 0;

/** Names a member as the owner was shown it: with another proposal or other facts it has another seal. */
export const sealMember = ({ name, item_id, asin, proposal, facts }: QuestionMember): string =>
	makeCode(name, { item_id, asin, proposal, facts });

/** Names a question as the owner was shown it: with other members, or one that moved, it has another seal. */
export const sealQuestion = ({ id, kind, members }: Question): string =>
	makeCode(id, { kind, members: members.map((each) => `${each.name} ${sealMember(each)}`).sort() });

/** True if a question that was answered has to be asked anew. */
export function hasMoved(before: QuestionMember, now: QuestionMember): boolean {
	const { price: shown, ...rest } = before.proposal;
	const { price: wanted, ...others } = now.proposal;
	return (
		isFar(before.facts.price, now.facts.price) ||
		(before.facts.modified !== undefined && before.facts.modified !== now.facts.modified) ||
		isFar(shown, wanted) ||
		JSON.stringify(rest) !== JSON.stringify(others)
	);
}

function isFar(one: number | undefined, other: number | undefined): boolean {
	if (one === undefined || other === undefined) return one !== other;
	return Math.abs(one - other) * 100 > one * MOVED_PERCENT;
}
