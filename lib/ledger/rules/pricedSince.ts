import { isDeepStrictEqual } from 'node:util';
import type { RuleVersion } from './bookRecord';
import type { RuleValues } from './ruleValues';

/** The rules that a price and the decision to send it are made by; all others are no reason to price anything anew. */
const pricingOf = ({ pricing, guards }: KeptValues) => [
	pricing,
	guards?.minimumEditYen,
	guards?.respectOwner,
];

/** An old version may lack what came later. */
type KeptValues = Pick<RuleValues, 'pricing'> & Partial<Pick<RuleValues, 'guards'>>;

/** True if prices are made alike by both. */
export const isPricedAlike = (one: KeptValues, other: KeptValues): boolean =>
	isDeepStrictEqual(pricingOf(one), pricingOf(other));

/**
 * Returns the number of the version since which prices are made as they are now; 0 without a version. A change of a
 * room or of a threshold makes a new version too, and is no reason to price anything anew.
 * @param versions oldest first
 */
export function findPricedSince(versions: readonly RuleVersion[]): number {
	const ruling = versions.at(-1);
	if (!ruling) return 0;
	const isOther = ({ values }: RuleVersion) => !isPricedAlike(values, ruling.values);
	return versions[versions.findLastIndex(isOther) + 1]!.number;
}
