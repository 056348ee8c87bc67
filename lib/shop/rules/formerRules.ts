import { isDeepStrictEqual } from 'node:util';
import type { ForeignRules } from '../../ledger/rules/bookRecord';
import type { RuleBook } from '../../ledger/rules/ruleBook';
import { checkValues, defaultValues, type RuleValues } from '../../ledger/rules/ruleValues';

/** The rules that a shop's workflows of version 0.1 go by. */
export interface FormerRules {
	/** null if there are no such workflows, or if they differ. */
	values: RuleValues | null;
	/** How they differ, for the owner; null if they don't. */
	problem: string | null;
}

/**
 * Finds the rules that ruled a shop before it had a book. Each workflow had its own: if their markups
 * differ, only the owner knows which one is meant.
 */
export async function findFormerRules(book: RuleBook, account: string): Promise<FormerRules> {
	const noted = (await book.elsewhere(account)).filter(({ values }) => values.pricing);
	const [first, ...others] = noted;
	if (!first) return { values: null, problem: null };
	const differs = others.some(
		({ values }) => !isDeepStrictEqual(values.pricing?.tiers, first.values.pricing?.tiers),
	);
	if (differs) return { values: null, problem: describeDifference(noted) };
	const values = Object.assign(
		{},
		defaultValues,
		...noted.map((each) => each.values),
	) as RuleValues;
	return { values: checkValues(values).values, problem: null };
}

const describeDifference = (noted: readonly ForeignRules[]): string =>
	`これまでのワークフローの掛け率が違います (${noted.map(describeMarkup).join('、')})。正しい掛け率を「設定」の markup に入れてください。`;

const describeMarkup = ({ name, values }: ForeignRules): string =>
	`「${name}」は ${(values.pricing?.tiers.at(-1)?.markupPercent ?? 0) / 100}`;
