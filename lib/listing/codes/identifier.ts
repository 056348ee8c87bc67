import { isAsin } from './asin';

/**
 * Reads the ASIN from the seller's code of a BASE item (`identifier`). Formats seen in real shops:
 * `b-<ASIN>-YYYYMMDDHHMMSS` (and s-, e-, ya-), `s-<ASIN>-YYYYMMDD`, `base-<ASIN>-YYYYMMDD_HHMM`,
 * `BASE-<ASIN>`, `base_..._<ASIN>`, and the bare ASIN.
 */

export type IdentifierReading =
	| { kind: 'asin'; asin: string }
	/** It may be an ASIN, or one of the owner's codes that looks like one: the titles must agree. */
	| { kind: 'candidate'; asin: string; reason: string }
	| { kind: 'unmapped'; reason: string };

/** The code for a new item. @param stamp `YYYYMMDDHHMMSS` */
export const newIdentifier = (asin: string, stamp: string): string => `b-${asin}-${stamp}`;

const GIVEN_BY_US = /^b-([A-Z0-9]{10})-\d{14}$/;

/** True for the code of an item that this package (or the tool before it) listed. */
export const isOwnIdentifier = (identifier: string): boolean => GIVEN_BY_US.test(identifier);

/** Ten characters beginning with B0: no other kind of code looks like this. */
const isAmazonsOwn = (token: string): boolean => isAsin(token) && token.startsWith('B0');

/** Amazon's own codes start with B and contain a digit; a word of ten capitals does not. */
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

const mayBeAsin = (token: string): boolean => looksLikeAsin(token) || isIsbn10(token);

/** Forms that only listing tools write: the part in the bracket was meant as an ASIN. */
const FORMS = [
	/^(?:b|s|e|ya)-([A-Z0-9]{10})(?:-|$)/,
	/^base-([A-Z0-9]{10})(?:-|$)/i,
	/^base_.*_([A-Z0-9]{10})$/i,
];

/**
 * Reads the one ASIN in an identifier. Several candidates, or none, are reported and never guessed
 * at. A bare code that only looks like an ASIN (BEAR000001, ten digits that pass for a book) is a
 * candidate, because owners number their own goods like that.
 * @param pattern the shop's own format: a regular expression whose first group is the ASIN. Codes
 * that this package gave to new items are always read, so that every item it lists is watched.
 */
export function readIdentifier(identifier: string, pattern?: RegExp): IdentifierReading {
	const code = identifier.trim();
	if (code === '') return { kind: 'unmapped', reason: '商品コードが空です' };
	if (pattern) return readByPattern(identifier, pattern);
	const tokens = code.split(/[-_\s]+/);
	const byForm = FORMS.map((form) => form.exec(code)?.[1]).find(
		(token) => token !== undefined && mayBeAsin(token),
	);
	const sure = new Set(tokens.filter(isAmazonsOwn));
	if (byForm !== undefined) sure.add(byForm);
	// Next to a form, the digits of a date are not a second book.
	const possible = new Set([...sure, ...(byForm === undefined ? tokens.filter(mayBeAsin) : [])]);
	const [asin, ...others] = possible;
	if (asin === undefined) {
		return { kind: 'unmapped', reason: `商品コード「${identifier}」にASINが見つかりません` };
	}
	if (others.length > 0) {
		return {
			kind: 'unmapped',
			reason: `商品コード「${identifier}」にASINの候補が複数あります (${[asin, ...others].join('、')})`,
		};
	}
	if (sure.has(asin)) return { kind: 'asin', asin };
	return {
		kind: 'candidate',
		asin,
		reason: `商品コード「${identifier}」だけではASINと言い切れません`,
	};
}

function readByPattern(identifier: string, pattern: RegExp): IdentifierReading {
	const found = (GIVEN_BY_US.exec(identifier) ?? pattern.exec(identifier))?.[1];
	if (isAsin(found)) return { kind: 'asin', asin: found };
	return {
		kind: 'unmapped',
		reason: `商品コード「${identifier}」が指定の形式 ${pattern.source} に合いません`,
	};
}
