/** The matters that only the owner can decide; each is named after the guard that asks. */
export const questionKinds = [
	'first_price',
	'unexplained',
	'unsupported',
	'hidden_by_hand',
	'refill',
	'wave',
] as const;

/**
 * `first_price`: an item that was never written to shows a price far from the rule's. `unexplained`: the
 * rule names another price although nothing moved. `unsupported`: Amazon's price fell far, and no second
 * source supports it. `hidden_by_hand`: an item that the sync hid was changed since, and could be sold again.
 * `refill`: more stocks fell to 0 than sales would explain. `wave`: far more cuts or shows than usual.
 */
export type QuestionKind = (typeof questionKinds)[number];

/** A price this far from the one that the owner was shown makes it another question, percent. */
export const MOVED_PERCENT = 5;
