import { toText } from '../input/toText';
import { toWholePercent } from '../money';
import { toPlainFigure } from './toPlainFigure';

/**
 * A markup as people type it: 1.3, １．３, 1.3倍, 130%. A likely typing slip is never guessed at: the
 * owner is asked.
 */

export type TypedMarkup =
	/** 130 = x 1.3. */
	| { kind: 'markup'; percent: number }
	| { kind: 'empty' }
	/** `likely`: the probable meaning, in percent; null if nobody can tell. */
	| { kind: 'slip'; typed: string; likely: number | null }
	/** More than two decimals: the rest would be lost silently. */
	| { kind: 'too_fine'; typed: string };

/** Ten times the cost is not a usual markup in this trade: 13 is 1.3 without its point. */
const LEAST_SLIP = 10;

/** @param typed the content of the field: n8n gives a number, a text, or nothing */
export function readMarkup(typed: unknown): TypedMarkup {
	const text = toText(typed);
	if (text === '') return { kind: 'empty' };
	const plain = toPlainFigure(text).toLowerCase();
	const match = /^[x×]?[ \t]*(\d+(?:[.,]\d+)?|\.\d+)[ \t]*(倍|%)?$/.exec(plain);
	if (!match) return { kind: 'slip', typed: text, likely: null };
	const [, digits = '', unit] = match;
	const figure = Number(digits.replace(',', '.'));
	const factor = unit === '%' ? figure / 100 : figure;
	if (digits.includes(',') || factor <= 1 || factor >= LEAST_SLIP) {
		// A percentage of one figure has the factor's digits: 1.3% is 1.3.
		const isFactor = unit === '%' && figure > 1 && figure < LEAST_SLIP;
		return { kind: 'slip', typed: text, likely: guessMarkup(isFactor ? figure : factor) };
	}
	const percent = toWholePercent(factor);
	return percent === null ? { kind: 'too_fine', typed: text } : { kind: 'markup', percent };
}

/** Guesses a lost point (13, 130), a share that meant a surcharge (0.3, 30), or a comma for a point (1,3). */
function guessMarkup(factor: number): number | null {
	if (factor <= 0 || factor === 1) return null;
	if (factor < 1) return whole(1 + factor);
	if (factor < LEAST_SLIP) return whole(factor);
	// 10 would be a factor of 1, which is refused as well.
	if (factor < 20) return factor <= LEAST_SLIP ? null : whole(factor / 10);
	if (factor < 100) return whole(1 + factor / 100);
	return factor < 1000 ? whole(factor / 100) : null;
}

const whole = (factor: number): number => Math.round(factor * 100);
