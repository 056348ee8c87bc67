import { titlesAgree } from '../../listing/codes/titles';
import { lowersRisk, type Move } from '../decision';
import type { Listing } from '../../listing/listing';
import type { CachedFacts, Situation } from '../situation';
import { readShopMemory, type Held } from './guard';

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

/**
 * Finds the names under which an item's product is trusted: those that the owner called right for this very item, or
 * those of the first reading; null if there are none.
 */
export function findTrusted(cached: CachedFacts | null, listing: Listing): ProductName | null {
	const first = cached?.identity ?? null;
	const { trusted } = readShopMemory(cached, listing);
	if (!trusted) return first;
	return first && Date.parse(first.at) > Date.parse(trusted.at) ? first : trusted;
}

/** Holds what adds risk for an item whose page may sell another product now. */
export function identityGuard(move: Move, { listing, cached, guards }: Situation): Held | null {
	if (!listing || !guards.checkIdentity || lowersRisk(move.kind) || !cached) return null;
	const trusted = findTrusted(cached, listing);
	const { title_ja: title = null, brand = null } = cached;
	const drift = trusted && identityDrift(trusted, { title, brand });
	if (drift === null) return null;
	const isTold = readShopMemory(cached, listing).identity_noticed === cached.brand;
	return { guard: 'identity', drift, quiet: isTold };
}
