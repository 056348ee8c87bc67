import type { IExecuteFunctions } from 'n8n-workflow';
import { addressOf } from '../../../lib/report/desk/deskShell';
import type { RuleOutcome } from '../../../lib/shop/desk/changeRules';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { answerRedirect, type Answer } from '../answer';
import type { Desk } from '../openDesk';
import type { Fields } from '../request';

/** A form that was checked. */
export interface Taken {
	shop: DeskShop;
	desk: Desk;
	body: Fields;
	/** For an uploaded file. */
	context: IExecuteFunctions;
}

export type Take = (taken: Taken) => Promise<Answer>;

/**
 * Sends the owner on: to a change that waits for them, or back to the page that they came from.
 * @param saved name of the sentence that says what was saved
 */
export function goOn(
	{ account }: DeskShop,
	outcome: RuleOutcome,
	page: string,
	saved = 'saved',
): Answer {
	const done = outcome.kind === 'saved' ? saved : outcome.kind;
	if (outcome.kind !== 'proposed') return answerRedirect(addressOf(account, page, { done }));
	return answerRedirect(addressOf(account, 'proposal', { code: outcome.code, done }));
}
