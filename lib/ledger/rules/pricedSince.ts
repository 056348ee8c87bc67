import { isDeepStrictEqual } from 'node:util';
import type { RuleVersion } from './bookRecord';

/**
 * Returns the number of the version since which prices are made as they are now; 0 without a version. A change of a
 * room or of a threshold makes a new version too, and is no reason to price anything anew.
 * @param versions oldest first
 */
export function findPricedSince(versions: readonly RuleVersion[]): number {
	const ruling = versions.at(-1);
	if (!ruling) return 0;
	const isOther = ({ values }: RuleVersion) =>
		!isDeepStrictEqual(values.pricing, ruling.values.pricing);
	return versions[versions.findLastIndex(isOther) + 1]!.number;
}
