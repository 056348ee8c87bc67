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
	/** A field that can't be read, for the owner; absent = none. */
	unread?: string;
}

const published: ReadonlySet<NewNotice['kind']> = new Set([
	'proposal',
	'settings',
	'unread_setting',
]);

/**
 * Notes for the next message what the settings ask for and what the owner's codes have done. The
 * settings of a scheduled run are the published ones: what they no longer ask for is over.
 */
export async function noteRuleNews(
	{ notices }: Pick<Ledger, 'notices'>,
	{ proposal, problem, answers, version }: OpenedRules,
	{ account, run, isManual, unread }: OpenedBy,
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
	if (unread !== undefined) {
		const facts = { reason: unread };
		found.push({ ...base, key: `unread_setting ${unread}`, kind: 'unread_setting', facts });
	}
	if (!isManual) await notices.endOthers(account, published, found);
	if (found.length > 0) await notices.note(account, { found });
}
