import type { RuleValues } from '../../../../../lib/ledger/rules/ruleValues';
import type { QuestionKind } from '../../../../../lib/listing/guards/questionKinds';
import type { Edits } from '../../../../../lib/listing/memory';
import type { Moment } from './stage';

/** The truth about one item, from one moment on. */
export interface Truth {
	order: number;
	hiddenBy: 'owner' | 'us' | 'nobody';
	/** When it was hidden. */
	hiddenAt: number;
	pricedBy: 'owner' | 'us';
	pricedAt: number;
	/** The price that we wrote last, or found to agree with the rule; null if there is none yet. */
	ourPrice: number | null;
	/** Why we wrote it; null if we never did. */
	reasons: Reasons | null;
}

export interface Reasons {
	cost: number | null;
	version: number;
	/** When the price was written. */
	order: number;
}

/** What an actor knows when it sends an edit. */
export interface Known {
	document: Moment;
	rules: Moment;
	intent: Moment;
	/** When it looked last whether the shop is paused, at the earliest the moment of its intent. */
	pause: Moment;
	/** When it first looked whether the shop is braked. */
	firstBrake: number;
}

export interface Rules {
	order: number;
	version: number;
	values: RuleValues;
}

export interface PulledBrake {
	/** When it was pulled last. */
	order: number;
	until: string | null;
	runs: readonly string[];
	releasing: string | null;
}

export interface PauseRecord {
	by: string;
	until: string | null;
	before: { by: string } | null;
}

export interface Yes {
	order: number;
	itemId: number;
	kind: QuestionKind;
	proposal: Edits;
	/** The shop's price that the owner was shown. */
	shown: number;
}
