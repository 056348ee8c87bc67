import { titlesAgree } from '../../listing/codes/titles';

/** Checks whether a page at Amazon still sells the product that it sold when its price was first trusted. */

/** The names that a product goes by. */
export interface ProductName {
	title: string | null;
	brand: string | null;
}

/** The change of brand in words, if the title changed too; null if nothing is wrong. */
export function identityDrift(trusted: ProductName, now: ProductName): string | null {
	const brandChanged = !!trusted.brand && !!now.brand && trusted.brand !== now.brand;
	if (!brandChanged || titlesAgree(trusted.title ?? '', now.title ?? '')) return null;
	return `ブランド「${trusted.brand}」→「${now.brand}」`;
}
