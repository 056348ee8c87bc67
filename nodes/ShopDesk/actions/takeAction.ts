import { renderRefusal, type Refusal } from '../../../lib/report/desk/plainPages';
import { findTokenFault } from '../../../lib/shop/desk/formToken';
import { openShop } from '../../../lib/shop/desk/openShop';
import { actions } from './actions';
import type { Take, Taken } from './goOn';
import { answerPage, type Answer } from '../answer';
import type { Desk } from '../openDesk';
import type { DeskRequest } from '../request';

/** Does what a form of the desk asks for, if the desk made that form for the present state. */
export async function takeAction(desk: Desk, request: DeskRequest): Promise<Answer> {
	const { body } = request;
	const account = body.read('account');
	const checked = await checkForm(desk, request);
	if (typeof checked === 'string') {
		const { status, html } = renderRefusal(checked, account, desk.madeAt);
		return answerPage(html, status);
	}
	return await checked.take(checked.taken);
}

interface CheckedForm {
	taken: Taken;
	take: Take;
}

/** Returns the action of a form, or why it is refused. Nothing is read of a shop before the token holds. */
async function checkForm(desk: Desk, request: DeskRequest): Promise<CheckedForm | Refusal> {
	const { body } = request;
	const [action, account, state] = [body.read('action'), body.read('account'), body.read('state')];
	const rows = Number(body.read('rows'));
	const claim = { action, account, state, rows, targets: body.list('target') };
	const fault = findTokenFault(desk.secret, claim, body.read('token'), desk.now);
	if (fault !== null) return fault;
	if (body.list('row').length !== rows) return 'incomplete';
	const wanted = Object.hasOwn(actions, action) ? actions[action] : undefined;
	if (!wanted || !desk.accounts.includes(account)) return 'unknown';
	const { take, stateOf } = wanted;
	const taken = { shop: await openShop(desk.ports.ledger, account), desk, body, request };
	return stateOf === null || stateOf(taken) === state ? { taken, take } : 'stale';
}
