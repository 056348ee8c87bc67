import { z } from 'zod';

/** Whole yen (or the shown unit of another currency). Everything here is integer arithmetic. */

/** An amount as it is stored: a whole number, never negative. */
export const wholeYen = z.number().int().min(0);

/** 1.3 -> 130; null unless it is a whole percentage, because fractions would be lost silently. */
export function toWholePercent(factor: number): number | null {
	const percent = Math.round(factor * 100);
	return Math.abs(percent - factor * 100) <= 1e-6 ? percent : null;
}

/** `1234567` -> `1,234,567円`. */
export const formatYen = (yen: number): string => `${formatCount(yen)}円`;

/** `1234567` -> `1,234,567`; the same on every machine, in any language. */
export const formatCount = (count: number): string =>
	String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A signed difference: `+200円`, `-1,000円`. */
export const formatYenChange = (yen: number): string => `${yen > 0 ? '+' : ''}${formatYen(yen)}`;

/** floor(amount x numerator / denominator), computed without fractions. */
export const multiplyDown = (amount: number, numerator: number, denominator: number): number =>
	Math.floor((amount * numerator) / denominator);

export const multiplyUp = (amount: number, numerator: number, denominator: number): number =>
	Math.ceil((amount * numerator) / denominator);
