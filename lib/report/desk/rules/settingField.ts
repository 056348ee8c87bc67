import type { RuleValues } from '../../../ledger/rules/ruleValues';
import { formatCount } from '../../../listing/money';
import { accept, refuse, type Typed } from './typedValue';

/** One value of the rule book on the settings page. */
export interface SettingField {
	/** Name in the form. */
	name: string;
	label: string;
	/** One sentence below the field; empty = none. */
	hint: string;
	control: 'text' | 'lines' | { choices: ReadonlyArray<readonly [value: string, text: string]> };
	/** Shows the value as a person would type it. */
	show: (values: RuleValues) => string;
	/**
	 * Returns the values with the typed one, or one sentence that asks back.
	 * @param from the values that the form showed
	 */
	read: (typed: string, values: RuleValues, from: RuleValues) => Typed<RuleValues>;
}

export interface SettingGroup {
	title: string;
	fields: readonly SettingField[];
}

interface FieldParts<T> {
	hint?: string;
	control?: SettingField['control'];
	get: (values: RuleValues) => T;
	set: (values: RuleValues, value: T) => RuleValues;
	show: (value: T) => string;
	read: (typed: string) => Typed<T>;
	/** Says why a value that is good by itself does not fit; absent or null = it does. */
	check?: (value: T, values: RuleValues, from: RuleValues) => string | null;
}

/** Makes a field from how its value is found, shown and read. */
export const makeField = <T>(name: string, label: string, parts: FieldParts<T>): SettingField => ({
	...{ name, label, hint: parts.hint ?? '', control: parts.control ?? 'text' },
	show: (values) => parts.show(parts.get(values)),
	read: (typed, values, from) => {
		// Nothing is lost where the form shows the value rounded or in other words.
		if (typed.trim() === parts.show(parts.get(from)).trim()) return accept(values);
		const { value, problem } = parts.read(typed);
		if (problem !== null) return refuse(problem);
		const misfit = parts.check?.(value as T, values, from) ?? null;
		return misfit === null ? accept(parts.set(values, value as T)) : refuse(misfit);
	},
});

/** The choices of a field with two answers. */
const yesNo = { choices: [['yes', 'はい'] as const, ['no', 'いいえ'] as const] };

export const HOUR_MS = 3_600_000;

export const showYen = (yen: number | null): string =>
	yen === null ? '' : `${formatCount(yen)}円`;
export const showHours = (ms: number | null): string => (ms === null ? '' : `${ms / HOUR_MS}時間`);
export const showPercent = (percent: number | null): string =>
	percent === null ? '' : `${percent}%`;

type Groups = 'pricing' | 'filter' | 'guards' | 'thresholds';

/** Makes the accessors of one value in a group. */
export const inGroup = <G extends Groups, K extends keyof RuleValues[G]>(group: G, key: K) => ({
	get: (values: RuleValues): RuleValues[G][K] => values[group][key],
	set: (values: RuleValues, value: RuleValues[G][K]): RuleValues => ({
		...values,
		[group]: { ...values[group], [key]: value },
	}),
});

/** Makes a field with the answers yes and no. */
export const makeYesNo = (
	name: string,
	label: string,
	{ get, set }: Pick<FieldParts<boolean>, 'get' | 'set'>,
): SettingField =>
	makeField<boolean>(name, label, {
		...{ control: yesNo, get, set },
		show: (value) => (value ? 'yes' : 'no'),
		read: (typed) => readChoice(typed, { yes: true, no: false }),
	});

/** Reads the answer of a list. */
export const readChoice = <T>(typed: string, choices: Record<string, T>): Typed<T> =>
	Object.hasOwn(choices, typed) ? accept(choices[typed]!) : refuse('一覧から1つを選んでください。');
