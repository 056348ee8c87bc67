import { isDeepStrictEqual } from 'node:util';
import type { Ledger } from '../../ledger/ledger';
import type { Pause } from '../../ledger/stops/pauses';
import { keepQuiet, type Proposal } from '../../ledger/rules/proposal';
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
	/** The items' rules that the owner has typed so far: those that rule, with those that wait for approval. */
	items: ItemsDraft;
	/** Holds everything that would be written; null = nothing does. */
	pause: Pause | null;
	/** The settings of the last scheduled sync forbid writing, whatever the book says. */
	isDryBySettings: boolean;
	/** Number of the questions that wait for the owner. They are no part of the state: a run may ask at any moment. */
	questions: number;
	/** Names all of this: a form that was made for another state is refused. */
	state: string;
}

export interface ItemsDraft {
	rules: RuleValues['items'];
	/** The proposal that they come from, which the next one takes up; null = they rule already. */
	code: string | null;
}

/** Rules of items that are typed one after another become one proposal, so that none of them is lost. */
function findDraft({ proposals, values }: Pick<DeskShop, 'proposals' | 'values'>): ItemsDraft {
	const last = proposals.findLast(
		({ by, values: wanted }) => by === 'owner' && isOnlyAboutItems(wanted, values),
	);
	return last ? { rules: last.values.items, code: last.code } : { rules: values.items, code: null };
}

const isOnlyAboutItems = (wanted: RuleValues, ruling: RuleValues): boolean =>
	isDeepStrictEqual(keepQuiet({ ...wanted, items: ruling.items }, ruling), ruling);

/** Returns the accounts that have rules or have run, in order. */
export const findAccounts = async ({ rules, runs }: Ledger): Promise<string[]> =>
	await runs.accounts(await rules.accounts());

/** Reads the rules of a shop as the desk shows them. @throws Error if the book can't be read */
export async function openShop(ledger: Ledger, account: string): Promise<DeskShop> {
	const { lastWithdrawn, ...book } = await ledger.rules.open(account);
	return {
		...{ account, ...book },
		items: findDraft(book),
		pause: await ledger.pauses.get(account),
		questions: (await ledger.questions.all(account)).filter(isOpen).length,
		state: nameState({ account, ...book }, lastWithdrawn),
	};
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
