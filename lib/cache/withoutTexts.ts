import type { CacheDocument } from './document';

/** Title and brand stay: they tell whether Amazon's page still sells the same product. */
export function withoutTexts(document: CacheDocument): CacheDocument {
	const { description_ja, bullet_points, category, images, smaller_images, ...facts } = document;
	return facts;
}
