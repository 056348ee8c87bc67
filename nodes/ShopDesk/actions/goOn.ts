import { addressOf } from '../../../lib/report/desk/deskShell';
import { renderRefusal } from '../../../lib/report/desk/plainPages';
import type { RuleOutcome } from '../../../lib/shop/desk/changeRules';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { answerPage, answerRedirect, type Answer } from '../answer';
import type { Desk } from '../openDesk';
import type { DeskRequest, Fields } from '../request';

/** A form that was checked. */
export interface Taken {
	shop: DeskShop;
	desk: Desk;
	body: Fields;
	request: DeskRequest;
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

/** Refuses a form that lost a field on its way, or brought one twice: nobody knows what was meant. */
export function refuseIncomplete({ shop, desk }: Pick<Taken, 'shop' | 'desk'>): Answer {
	const { status, html } = renderRefusal('incomplete', shop.account, desk.madeAt);
	return answerPage(html, status);
}
