import { addressOf } from '../../../lib/report/desk/deskShell';
import type { RuleOutcome } from '../../../lib/shop/desk/changeRules';
import type { DeskShop } from '../../../lib/shop/desk/openShop';
import { renderRefusal, type Refusal } from '../../../lib/report/desk/plainPages';
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

/** The work of one form of the desk. */
export interface Action {
	take: Take;
	/**
	 * Names the present state of what the form is about: a form that was made for another one is refused. null:
	 * the action compares the state itself, in the same breath as it writes.
	 */
	stateOf: ((taken: Taken) => string) | null;
}

/** Returns an action that changes the shop's rules. */
export const onRules = (take: Take): Action => ({ take, stateOf: ({ shop }) => shop.state });

/** Returns an action that compares the state itself, e.g. of a question: rules may change meanwhile. */
export const onMoment = (take: Take): Action => ({ take, stateOf: null });

/**
 * Sends the owner on: to a change that waits for them, or back to the page that they came from.
 * @param saved name of the sentence that says what was saved
 * @param item number of the item whose page they came from; empty = another page
 */
export function goOn(
	{ account }: DeskShop,
	outcome: RuleOutcome,
	page: string,
	{ saved = 'saved', item = '' }: { saved?: string; item?: string } = {},
): Answer {
	if (outcome.kind === 'proposed') {
		const { code, kind: done } = outcome;
		const way = { code, done, ...(item === '' ? {} : { item }) };
		return answerRedirect(addressOf(account, 'proposal', way));
	}
	const done = outcome.kind === 'saved' ? saved : outcome.kind;
	if (item === '') return answerRedirect(addressOf(account, page, { done }));
	return answerRedirect(addressOf(account, 'item', { id: item, done }));
}

/** Refuses a form that the action can't read. */
export function refuseForm(refusal: Refusal, { shop, desk }: Taken): Answer {
	const { status, html } = renderRefusal(refusal, shop.account, desk.madeAt);
	return answerPage(html, status);
}
