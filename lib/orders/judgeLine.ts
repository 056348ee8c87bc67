import type { FloorRule } from '../listing/pricing/rule';
import { isConfirmed, type Offer } from '../listing/offer';
import { computeFigures, profitOf, type LineFigures } from './lineFigures';
import { phaseOf, type OrderLine } from './order';

/**
 * - `buyable`: Amazon sells it, and the sale loses nothing.
 * - `loss`: Amazon sells it for more than the sale leaves.
 * - `not_buyable`: Amazon has no offer that the shop's filter accepts.
 * - `unknown`: Amazon gave no answer that settles it.
 * - `foreign`: not from Amazon by its code, so nothing is said about it.
 * - `sent`, `cancelled`: nothing is to be bought.
 */
export type VerdictKind =
	'buyable' | 'loss' | 'not_buyable' | 'unknown' | 'foreign' | 'sent' | 'cancelled';

/** One line of an order against Amazon's present offer. */
export interface Verdict {
	kind: VerdictKind;
	/** Amazon's price of one with its shipping, yen; null unless it can be bought. */
	cost: number | null;
	/** Hours until Amazon's seller has shipped at the latest; null = unknown. */
	ships_within_hours: number | null;
	/** The profit of the line after fees and all costs, yen, negative for a loss; null unless it can be bought. */
	profit: number | null;
	/** The figures that make the profit; null unless it can be bought. */
	figures: LineFigures | null;
	/** Why it is not to be bought or not known, for the owner; null where nothing is to be said. */
	reason: string | null;
}

/** The facts of a line beside the order itself. */
export interface LineFacts {
	/** null or absent if Amazon was not asked or did not answer. */
	offer?: Offer | null;
	/** Why the line is not from Amazon, for the owner; null or absent if it is. */
	foreign?: string | null;
	/** Why the shop's item could not be read, for the owner; null or absent if it was. */
	unread?: string | null;
	rule: FloorRule;
	/** BASE takes the fixed part of its fee once for an order: true for the line that bears it. */
	bearsFixedFee: boolean;
	/** An older answer says nothing of what can be bought now, ms: the machine may have slept since. */
	maximumAnswerAgeMs: number;
	/** Milliseconds since 1970. */
	now: number;
}

/**
 * Judges one line of an order. The customer's share of the shipping and coupons are not counted: neither
 * belongs to a line.
 */
export function judgeLine(line: OrderLine, facts: LineFacts): Verdict {
	const phase = phaseOf(line);
	if (phase === 'cancelled' || phase === 'sent') return nothingKnown(phase, null);
	const { offer = null, foreign = null, unread = null } = facts;
	if (foreign !== null) return nothingKnown('foreign', foreign);
	if (unread !== null) return nothingKnown('unknown', unread);
	if (offer === null) return nothingKnown('unknown', NOT_ASKED);
	const age = facts.now - Date.parse(offer.fetched_at);
	if (!(age <= facts.maximumAnswerAgeMs)) return nothingKnown('unknown', OLD_ANSWER);
	if (!isConfirmed(offer)) {
		return nothingKnown('unknown', offer.reason ?? 'Amazonの答えがありません');
	}
	const { price: cost, currency, reason, ships_within_hours } = offer;
	if (offer.status !== 'in_stock') return nothingKnown('not_buyable', reason);
	if (cost === null || cost <= 0 || (currency !== null && currency !== 'JPY')) {
		return nothingKnown('unknown', 'Amazonの価格を読めません');
	}
	const figures = computeFigures(line, cost, facts);
	const profit = profitOf(figures);
	const kind = profit < 0 ? 'loss' : 'buyable';
	return { kind, cost, ships_within_hours, profit, figures, reason: null };
}

/** An order is told even when the step that asks Amazon failed. */
const NOT_ASKED =
	'Amazonに聞けませんでした。続くときは、Amazonの認証情報とn8nの実行履歴を確かめてください';

const OLD_ANSWER = 'Amazonの答えが古くなったため、次の実行で確かめ直します';

const nothingKnown = (kind: VerdictKind, reason: string | null): Verdict => ({
	...{ kind, cost: null, ships_within_hours: null, profit: null, figures: null, reason },
});

/** True if Amazon has to be asked about a line. */
export const isToBuy = (line: Pick<OrderLine, 'status'>): boolean => {
	const phase = phaseOf(line);
	return phase === 'open' || phase === 'unpaid';
};
