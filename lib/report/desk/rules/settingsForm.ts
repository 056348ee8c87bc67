import { isDeepStrictEqual } from 'node:util';
import { checkValues, type RuleValues } from '../../../ledger/rules/ruleValues';
import { describeTierLoss } from './tierLoss';
import { settingGroups } from './settingFields';

/** The settings as a person typed them, by the field's name. */
export type TypedSettings = Readonly<Record<string, string>>;

/** The result of a typed form. `values` holds unless there is a problem. */
export interface ReadSettings {
	values: RuleValues;
	/** One sentence for each field that can't be used, by the field's name. */
	problems: Map<string, string>;
	/** A problem of several fields together; null if there is none. */
	problem: string | null;
	/** Fields that the form did not bring: it was cut off on its way. */
	missing: string[];
}

/** Rules that rule already are not asked about by a form that leaves them alone. */
const findLoss = ({ pricing }: RuleValues, from: RuleValues): string | null =>
	isDeepStrictEqual(pricing, from.pricing) ? null : describeTierLoss(pricing);

/** Returns all fields of the settings page, as they are shown. */
export const showSettings = (values: RuleValues): TypedSettings =>
	Object.fromEntries(
		settingGroups.flatMap(({ fields }) => fields.map(({ name, show }) => [name, show(values)])),
	);

/** Reads a typed form over the values that it was made from. */
export function readSettings(typed: Partial<TypedSettings>, from: RuleValues): ReadSettings {
	let values = from;
	const problems = new Map<string, string>();
	const missing: string[] = [];
	for (const { name, read } of settingGroups.flatMap(({ fields }) => fields)) {
		const text = typed[name];
		if (text === undefined) {
			missing.push(name);
			continue;
		}
		const result = read(text, values, from);
		if (result.problem === null) values = result.value;
		else problems.set(name, result.problem);
	}
	const problem = checkValues(values).problem ?? findLoss(values, from);
	return { values, problems, problem, missing };
}
