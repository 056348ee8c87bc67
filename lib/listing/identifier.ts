import { isAsin } from './asin';

/**
 * From the seller's code of a BASE item (`identifier`) to the ASIN it stands for. Formats seen in
 * real shops: `b-<ASIN>-YYYYMMDDHHMMSS` (and s-, e-, ya-), `s-<ASIN>-YYYYMMDD`,
 * `base-<ASIN>-YYYYMMDD_HHMM`, `BASE-<ASIN>`, `base_..._<ASIN>`, and the bare ASIN.
 */

export type IdentifierReading =
	{ kind: 'asin'; asin: string } | { kind: 'unmapped'; reason: string };

/** The code that a new item is given. @param stamp `YYYYMMDDHHMMSS` */
export const newIdentifier = (asin: string, stamp: string): string => `b-${asin}-${stamp}`;

const GIVEN_BY_US = /^b-([A-Z0-9]{10})-\d{14}$/;

/** True for the code of an item that this package (or the tool before it) listed. */
export const isOwnIdentifier = (identifier: string): boolean => GIVEN_BY_US.test(identifier);

/** Amazon's own codes start with B and hold a digit; a word of ten capitals is none. */
const looksLikeAsin = (token: string): boolean =>
	isAsin(token) && token.startsWith('B') && /\d/.test(token);

/** ISBN-10 codes are ASINs of books: nine digits and a check digit. */
const isIsbn10 = (token: string): boolean => {
	if (!/^\d{9}[\dX]$/.test(token)) return false;
	const sum = [...token].reduce(
		(total, digit, index) => total + (digit === 'X' ? 10 : Number(digit)) * (10 - index),
		0,
	);
	return sum % 11 === 0;
};

/**
 * The one ASIN in an identifier. More than one candidate, or none, is told and never guessed.
 * @param pattern the shop's own format: a regular expression whose first group is the ASIN. Codes that
 * this package gave to new items are read all the same: nothing it lists may go unwatched.
 */
export function readIdentifier(identifier: string, pattern?: RegExp): IdentifierReading {
	if (identifier.trim() === '') {
		return { kind: 'unmapped', reason: '商品コードが空です' };
	}
	if (pattern) return readByPattern(identifier, pattern);
	const tokens = identifier.trim().split(/[-_\s]+/);
	const candidates = new Set(tokens.filter((token) => looksLikeAsin(token) || isIsbn10(token)));
	const [asin, ...others] = candidates;
	if (asin === undefined) {
		return { kind: 'unmapped', reason: `商品コード「${identifier}」にASINが見つかりません` };
	}
	if (others.length > 0) {
		return {
			kind: 'unmapped',
			reason: `商品コード「${identifier}」にASINの候補が複数あります (${[asin, ...others].join('、')})`,
		};
	}
	return { kind: 'asin', asin };
}

function readByPattern(identifier: string, pattern: RegExp): IdentifierReading {
	const found = (GIVEN_BY_US.exec(identifier) ?? pattern.exec(identifier))?.[1];
	if (isAsin(found)) return { kind: 'asin', asin: found };
	return {
		kind: 'unmapped',
		reason: `商品コード「${identifier}」が指定の形式 ${pattern.source} に合いません`,
	};
}
