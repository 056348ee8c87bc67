import { isDeepStrictEqual } from 'node:util';
import type { RuleValues } from '../../ledger/rules/ruleValues';
import type { RuleDifference } from '../../ledger/rules/runRules';

/** Groups whose fields are compared one by one; every other field is compared as a whole. */
const groups = ['pricing', 'filter', 'guards', 'thresholds'] as const;

/** Lists the values that differ. `field` is `live`, or `pricing.tiers` for a field of a group. */
export function compareValues(from: RuleValues, to: RuleValues): RuleDifference[] {
	const old = flatten(from);
	const wanted = flatten(to);
	return [...wanted]
		.filter(([field, value]) => !isDeepStrictEqual(value, old.get(field)))
		.map(([field, value]) => ({ field, from: old.get(field), to: value }));
}

function flatten(values: RuleValues): Map<string, unknown> {
	const fields = Object.entries(values).filter(([name]) => !groups.some((group) => group === name));
	const inGroups = groups.flatMap((group) =>
		Object.entries(values[group]).map(([name, value]): [string, unknown] => [
			`${group}.${name}`,
			value,
		]),
	);
	return new Map([...fields, ...inGroups]);
}
