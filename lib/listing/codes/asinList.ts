import { parseAsin } from './asin';

/** One word of a pasted text; `asin` is null if the word names no product. */
export interface PastedAsin {
	given: string;
	asin: string | null;
}

/** Addresses of a product page: amazon.co.jp/.../dp/B0006L0120/..., /gp/product/, /gp/aw/d/. */
const IN_ADDRESS =
	/\/(?:dp|gp\/product|gp\/aw\/d|gp\/offer-listing|exec\/obidos\/ASIN)\/([A-Z0-9]{10})(?![A-Z0-9])/i;

/**
 * Reads ASINs as people paste them: with any separators, in half or full width, or as addresses of product
 * pages. Every word is returned, in order, even if it is not an ASIN, so that none vanishes silently.
 */
export function readAsinList(text: string): PastedAsin[] {
	return text
		.normalize('NFKC')
		.split(/[\s,、;|"'<>()]+/)
		.filter((word) => word !== '')
		.map((given) => ({ given, asin: parseAsin(IN_ADDRESS.exec(given)?.[1] ?? given) }));
}
