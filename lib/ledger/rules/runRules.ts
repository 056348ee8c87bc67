import type { QuestionKind } from '../../listing/guards/questionKinds';
import type { MarkupTier, PricingRule } from '../../listing/pricing/rule';
import type { Preview } from './preview';
import type { RuleValues } from './ruleValues';

/** Values of a run's settings that differ from the book; absent = as in the book. */
export interface RuleChanges {
	pricing?: Partial<Omit<PricingRule, 'tiers'>>;
	markup?: {
		/** Percent, for the part of the cost above all lower tiers. */
		top?: number;
		lower?: MarkupTier[];
	};
	filter?: Partial<RuleValues['filter']>;
	guards?: Partial<RuleValues['guards']>;
	thresholds?: Partial<RuleValues['thresholds']>;
}

/** The contents of a run's settings. */
export interface RunSettings {
	dryRun: boolean;
	/** Before the first version they apply, after it they are proposals. */
	changes: RuleChanges;
	/** Number of the Chatwork room that the run's messages go to; empty = as in the book. */
	room: string;
	/** The room that is typed in the settings; empty = none; absent if that is `room`. */
	typedRoom?: string;
	/** As typed; empty = always. */
	businessHours: string;
	/** Codes that the owner typed. */
	approve: string;
	/** A person started the run, perhaps from a draft of the workflow that is not published. */
	isManual: boolean;
	/**
	 * Why the settings can't be read, for the owner; null = all is well. If set, `changes` lacks that
	 * part.
	 */
	problem: string | null;
	/** A field that can't be read and that the run goes on without, for the owner; absent = none. */
	unread?: string;
}

/** One value of a rule that a proposal would change; `field` is its place in the book's values. */
export interface RuleDifference {
	field: string;
	from: unknown;
	to: unknown;
}

/** A change that waits for the owner's approval. */
export interface ProposalNote {
	/** For the owner to type. */
	code: string;
	differences: RuleDifference[];
	/** true if the code stood in the field before it was proposed, so that it has to be typed anew. */
	stays?: boolean;
}

/** The same, with what it would do: too large to travel with each item of a run. */
export interface ForeseenProposal extends ProposalNote {
	/** null if the shop's list was never read; absent in a notice of before the previews. */
	preview?: Preview | null;
}

/** The result of a code that the owner typed. */
export interface RuleAnswer {
	code: string;
	/**
	 * `approved`: it made a version. `yes`, `no`: it answered a question. `void`: another version has applied
	 * since. `unknown`: there is no such code.
	 */
	kind: 'approved' | 'yes' | 'no' | 'used' | 'void' | 'unknown';
	/** Number of the version that it made; null = none. */
	version: number | null;
	/** Items of the question; 0 = it was none. */
	count: number;
}

/** A question that waits for the owner. */
export interface QuestionNote {
	kind: QuestionKind;
	/** Items that still wait. */
	count: number;
	/**
	 * Some of them, the largest moves first. Yen; `to` is null if the price stays, `visible` if the item
	 * is neither shown nor hidden.
	 */
	examples: Array<{ asin: string; price: number; to: number | null; visible: boolean | null }>;
	/** For the owner to type. */
	codes: { yes: string; no: string };
}

/** The rules of a run, as its items and its message know them. */
export interface RunRules {
	/** Number of the version; 0 = none yet. */
	version: number;
	/** Why the settings can't be used, for the owner; null = all is well. */
	problem: string | null;
	proposal: ProposalNote | null;
	answers: RuleAnswer[];
	/** true if nobody has set a markup, so the default applies. */
	assumesMarkup: boolean;
}
