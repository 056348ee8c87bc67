import type { BasicInfoFields, Identity } from './document';
import { titlesAgree } from '../listing/codes/titles';

type Names = Pick<BasicInfoFields, 'title_ja' | 'brand'>;

/**
 * Puts the names that a product is known by in the place of those that an answer leaves out. Amazon gives null for
 * required fields at times (selling-partner-api-models #2286), and a product does not lose its name or brand: what
 * is held or hidden for one of them would be let go for want of an answer.
 */
export function keepNames<T extends Names>(answer: T, known: Names | null): T {
	const kept: Names = {};
	for (const field of ['title_ja', 'brand'] as const) {
		if (!answer[field] && known?.[field]) kept[field] = known[field];
	}
	return { ...answer, ...kept };
}

/** Adds the brand to an identity that was first read without one, while the title says that it is the same product. */
export function completeIdentity(known: Identity, seen: Identity): Identity {
	const isSame = !known.brand && !!seen.brand && titlesAgree(known.title ?? '', seen.title ?? '');
	return isSame ? { ...known, brand: seen.brand } : known;
}
