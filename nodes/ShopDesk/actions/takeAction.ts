import { renderRefusal, type Refusal } from '../../../lib/report/desk/plainPages';
import { findTokenFault } from '../../../lib/shop/desk/formToken';
import { openShop, type DeskShop } from '../../../lib/shop/desk/openShop';
import { actions } from './actions';
import { answerPage, type Answer } from '../answer';
import type { Desk } from '../openDesk';
import type { DeskRequest, Fields } from '../request';

/** Does what a form of the desk asks for, if the desk made that form for the present state. */
export async function takeAction(desk: Desk, request: DeskRequest): Promise<Answer> {
	const { body } = request;
	const account = body.read('account');
	const checked = await checkForm(desk, body);
	if (typeof checked === 'string') {
		const { status, html } = renderRefusal(checked, account, desk.madeAt);
		return answerPage(html, status);
	}
	const { shop, take } = checked;
	return await take({ shop, desk, body, request });
}

interface CheckedForm {
	shop: DeskShop;
	take: (typeof actions)[string];
}

/** Returns the action of a form, or why it is refused. Nothing is read of a shop before the token holds. */
async function checkForm(desk: Desk, body: Fields): Promise<CheckedForm | Refusal> {
	const [action, account, state] = [body.read('action'), body.read('account'), body.read('state')];
	const rows = Number(body.read('rows'));
	const claim = { action, account, state, rows, targets: body.list('target') };
	const fault = findTokenFault(desk.secret, claim, body.read('token'), desk.now);
	if (fault !== null) return fault;
	if (body.list('row').length !== rows) return 'incomplete';
	const take = Object.hasOwn(actions, action) ? actions[action] : undefined;
	if (!take || !desk.accounts.includes(account)) return 'unknown';
	const shop = await openShop(desk.ports.ledger, account);
	return shop.state === state ? { shop, take } : 'stale';
}
