import type { Ledger } from '../../ledger/ledger';
import type { Proposal } from '../../ledger/rules/proposal';
import type { RuleVersion } from '../../ledger/rules/bookRecord';
import { makeCode } from '../../ledger/rules/ruleCode';
import { isOpen } from '../../ledger/questions/question';
import type { RuleValues } from '../../ledger/rules/ruleValues';

/** The facts that the desk's pages about rules show. */
export interface DeskShop {
	account: string;
	/** Number of the ruling version; 0 = none yet. */
	version: number;
	values: RuleValues;
	/** Oldest first. */
	versions: RuleVersion[];
	/** Proposals that the owner has neither approved nor given up, oldest first. */
	proposals: Proposal[];
	/** The settings of the last scheduled sync forbid writing, whatever the book says. */
	isDryBySettings: boolean;
	/** Number of the questions that wait for the owner. They are no part of the state: a run may ask at any moment. */
	questions: number;
	/** Names all of this: a form that was made for another state is refused. */
	state: string;
}

/** Returns the accounts that have rules or have run, in order. */
export const findAccounts = async ({ rules, runs }: Ledger): Promise<string[]> =>
	await runs.accounts(await rules.accounts());

/** Reads the rules of a shop as the desk shows them. @throws Error if the book can't be read */
export async function openShop(ledger: Ledger, account: string): Promise<DeskShop> {
	const { lastWithdrawn, ...book } = await ledger.rules.open(account);
	const questions = (await ledger.questions.all(account)).filter(isOpen).length;
	return { account, ...book, questions, state: nameState({ account, ...book }, lastWithdrawn) };
}

/**
 * Without a version each dry run may save other values, so the values are part of the state. A proposal that was
 * given up leaves another state than before it was made, and made again it is another one.
 */
const nameState = (
	{
		account,
		version,
		values,
		proposals,
	}: Pick<DeskShop, 'account' | 'version' | 'values' | 'proposals'>,
	withdrawnAt: string | null,
): string =>
	[
		...[version, makeCode(account, values), withdrawnAt ?? ''],
		...proposals.map(({ code, proposed_at }) => `${code}@${proposed_at}`).sort(),
	].join(' ');
