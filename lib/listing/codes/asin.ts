const ASIN = /^[A-Z0-9]{10}$/;

/** True for strings that Amazon accepts as an ASIN; one malformed ASIN would fail a whole catalog request. */
export const isAsin = (value: unknown): value is string =>
	typeof value === 'string' && ASIN.test(value);

/** Trims and upper-cases a typed ASIN; null if the text is not an ASIN. */
export function parseAsin(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const asin = value.trim().toUpperCase();
	return isAsin(asin) ? asin : null;
}
