import type { Ledger } from '../../ledger/ledger';
import type { NewNotice } from '../../ledger/notices/notice';
import type { OpenedRules } from '../rules/openRules';

/** The run that opened the rules. */
interface OpenedBy {
	account: string;
	/** Number of the run. */
	run: string;
	/** A person started it, perhaps from a draft that is not published. */
	isManual: boolean;
}

/**
 * Notes for the next message what the settings ask for and what the owner's codes have done. The
 * settings of a scheduled run are the published ones: what they no longer ask for is over.
 */
export async function noteRuleNews(
	{ notices }: Pick<Ledger, 'notices'>,
	{ proposal, problem, answers, version }: OpenedRules,
	{ account, run, isManual }: OpenedBy,
): Promise<void> {
	const base = { item: null, run };
	const found: NewNotice[] = answers.map((answer) => {
		const key = `answer ${answer.code} ${answer.kind}`;
		return { ...base, key, kind: 'answer', facts: answer };
	});
	if (proposal) {
		found.push({ ...base, key: `proposal ${proposal.code}`, kind: 'proposal', facts: proposal });
	}
	// Before the first version there is nothing to go on by: the rule's fault is told as such.
	if (problem !== null && version > 0) {
		found.push({
			...base,
			key: `settings ${problem}`,
			kind: 'settings',
			facts: { reason: problem },
		});
	}
	if (!isManual) await notices.endOthers(account, new Set(['proposal', 'settings']), found);
	if (found.length > 0) await notices.note(account, { found });
}
