/** Tells whether two titles name the same product, however differently two sellers write it. */

/** Share of the shorter title's pieces that the other title must contain too, percent. */
const AGREEMENT_PERCENT = 70;
/** A shorter title only names the kind of product (bag, earrings), not the product. */
const LEAST_PIECES = 5;

/**
 * True if 70% of the shorter title's two-character pieces occur in the other one. Of the twenty pairs
 * in the tests the same products share 75% and more, different ones of the same kind up to 65%.
 */
export function titlesAgree(one: string, other: string): boolean {
	const [left, right] = [splitTitle(one), splitTitle(other)];
	const fewer = Math.min(left.size, right.size);
	if (fewer < LEAST_PIECES) return false;
	const shared = [...left].filter((piece) => right.has(piece)).length;
	return shared * 100 >= fewer * AGREEMENT_PERCENT;
}

/**
 * Splits a title into pieces, without width, case, spaces and punctuation, which vary from seller to
 * seller.
 */
function splitTitle(title: string): Set<string> {
	const letters =
		title
			.normalize('NFKC')
			.toLowerCase()
			.match(/[\p{L}\p{N}]/gu) ?? [];
	return new Set(letters.slice(1).map((letter, place) => `${letters[place]}${letter}`));
}
