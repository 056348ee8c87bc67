import { formatYen } from '../../../listing/money';
import { toPlainFigure } from '../../../listing/pricing/toPlainFigure';

/** Values as people type them. A likely slip is asked back in one sentence, never guessed at. */
export type Typed<T> = { value: T; problem: null } | { value: null; problem: string };

export const accept = <T>(value: T): Typed<T> => ({ value, problem: null });
export const refuse = <T>(problem: string): Typed<T> => ({ value: null, problem });

/** Returns true for a field that sets nothing. */
export const isNothing = (typed: string): boolean => ['', 'なし'].includes(toPlainFigure(typed));

/** A comma belongs before each group of three digits; elsewhere it is a slip. */
const WHOLE = /^(\d+|\d{1,3}(,\d{3})+)$/;

const toWhole = (digits: string): number | null => {
	const number = WHOLE.test(digits) ? Number(digits.replaceAll(',', '')) : NaN;
	return Number.isSafeInteger(number) ? number : null;
};

/** No shop here sells anything dearer: a longer figure is a slip, e.g. the code of an article. */
const MOST_YEN = 99_999_999;

/** Reads an amount: 1000, 1,000, １０００円, ¥1000. */
export function readYen(typed: string): Typed<number> {
	const yen = toWhole(
		toPlainFigure(typed)
			.replace(/^[¥\\][ \t]*/, '')
			.replace(/[ \t]*円$/, ''),
	);
	if (yen === null) {
		return refuse(
			`「${typed.trim()}」を金額として読めません。1000 のように、円の単位で入れてください。`,
		);
	}
	return yen > MOST_YEN
		? refuse(
				`「${typed.trim()}」は金額として大きすぎます。${formatYen(MOST_YEN)} までで入れてください。`,
			)
		: accept(yen);
}

/** Reads an amount, or null from an empty field. */
export const readYenOrNone = (typed: string): Typed<number | null> =>
	isNothing(typed) ? accept(null) : readYen(typed);

/** Reads a count with any of the units. */
export function readWhole(
	typed: string,
	{ units, least, most }: { units: RegExp; least: number; most: number },
): Typed<number> {
	const number = toWhole(toPlainFigure(typed).replace(units, '').trimEnd());
	return number === null || number < least || number > most
		? refuse(`「${typed.trim()}」は使えません。${least} から ${most} までの整数で入れてください。`)
		: accept(number);
}

/** Reads a number of hours as milliseconds. @param least hours */
export function readHours(typed: string, least: number, most: number): Typed<number> {
	const plain = toPlainFigure(typed).replace(/[ \t]*(時間|h)$/i, '');
	const hours = /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
	return hours >= least && hours <= most
		? accept(Math.round(hours * 3_600_000))
		: refuse(
				`「${typed.trim()}」は使えません。${least} から ${most} までの時間数で入れてください。`,
			);
}

/** Reads a number of hours as milliseconds, or null from an empty field. */
export const readHoursOrNone = (
	typed: string,
	least: number,
	most: number,
): Typed<number | null> => (isNothing(typed) ? accept(null) : readHours(typed, least, most));

/** Reads a percentage up to 99, with one decimal at most: 15, 15%, １５％. */
function readPercent(typed: string): Typed<number> {
	const plain = toPlainFigure(typed).replace(/[ \t]*%$/, '');
	const percent = /^\d{1,2}(\.\d)?$/.test(plain) ? Number(plain) : NaN;
	return percent >= 1
		? accept(percent)
		: refuse(`「${typed.trim()}」は使えません。15% のように、1% から 99% までで入れてください。`);
}

/** Reads a percentage, or null from an empty field. */
export const readPercentOrNone = (typed: string): Typed<number | null> =>
	isNothing(typed) ? accept(null) : readPercent(typed);

/** Reads one entry a line; empty lines and repetitions are left out. */
export const readLines = (typed: string): string[] => [
	...new Set(
		typed
			.split(/\r\n|\r|\n/)
			.map((line) => line.trim())
			.filter((line) => line !== ''),
	),
];
