import type { Decided, Intent } from './intent';

/** The kinds of edits, the most urgent first. */
const ranks = ['below_floor', 'hide', 'raise', 'other'] as const;

/** An intent of a run. */
export type RunIntent = Intent & { decided: Decided };

/**
 * Orders edits as they are sent: what sells at a loss now, then hides, then raises, then the biggest
 * differences of price. A sold-out item must not stay buyable behind a row of price cuts.
 */
export const orderBySend = <T extends { intent: RunIntent }>(entries: readonly T[]): T[] =>
	[...entries].sort(
		(one, other) =>
			rankIntent(one.intent) - rankIntent(other.intent) ||
			findYen(other.intent) - findYen(one.intent),
	);

const rankIntent = (intent: RunIntent): number => ranks.indexOf(nameRank(intent));

function nameRank({ decided: { decision }, listing }: RunIntent): (typeof ranks)[number] {
	const { floor, risk, kinds } = decision;
	if (listing.visible && floor !== null && listing.price < floor) return 'below_floor';
	if (risk === 'adds') return 'other';
	return kinds.some((kind) => kind === 'hide' || kind === 'empty') ? 'hide' : 'raise';
}

const findYen = ({ listing, edits }: Intent): number =>
	Math.abs((edits.price ?? listing.price) - listing.price);
