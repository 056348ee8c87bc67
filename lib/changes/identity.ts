import { titlesAgree } from '../listing/codes/titles';

/** Whether a page at Amazon still sells what it sold when its price was first trusted. */

/** What a product calls itself. */
export interface ProductName {
	title: string | null;
	brand: string | null;
}

/** The change of brand in words, where the title became another one too; null while nothing is wrong. */
export function identityDrift(trusted: ProductName, now: ProductName): string | null {
	const brandChanged = !!trusted.brand && !!now.brand && trusted.brand !== now.brand;
	if (!brandChanged || titlesAgree(trusted.title ?? '', now.title ?? '')) return null;
	return `ブランド「${trusted.brand}」→「${now.brand}」`;
}
