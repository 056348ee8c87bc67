import { parseAsin } from './asin';

/** One word of what a person pasted; `asin` is null where it names no product. */
export interface PastedAsin {
	given: string;
	asin: string | null;
}

/** Addresses of a product page: amazon.co.jp/.../dp/B0006L0120/..., /gp/product/, /gp/aw/d/. */
const IN_ADDRESS =
	/\/(?:dp|gp\/product|gp\/aw\/d|gp\/offer-listing|exec\/obidos\/ASIN)\/([A-Z0-9]{10})(?![A-Z0-9])/i;

/**
 * ASINs as people paste them: any separators, addresses of product pages too, half or full width. Each
 * word is given back in its order, those that are no ASIN as well, so that none vanishes silently.
 */
export function readAsinList(text: string): PastedAsin[] {
	return text
		.normalize('NFKC')
		.split(/[\s,、;|"'<>()]+/)
		.filter((word) => word !== '')
		.map((given) => ({ given, asin: parseAsin(IN_ADDRESS.exec(given)?.[1] ?? given) }));
}
