import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { renderRefusal, type Refusal } from '../../../lib/report/desk/plainPages';
import { findTokenFault } from '../../../lib/shop/desk/formToken';
import { openShop } from '../../../lib/shop/desk/openShop';
import { actions } from './actions';
import type { Take, Taken } from './goOn';
import { answerPage, toOutput } from '../answer';
import { openDesk, type Desk } from '../openDesk';
import { readFields, type Fields } from '../request';

/** Does what a form of the desk asks for, if the desk made that form for the present state. */
export async function takeAction(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const body = readFields(context, 'body');
	const desk = await openDesk(context);
	const account = body.read('account');
	const checked = await checkForm(desk, body, context);
	if (typeof checked === 'string') {
		const { status, html } = renderRefusal(checked, account, desk.madeAt);
		return toOutput(answerPage(html, status));
	}
	return toOutput(await checked.take(checked.taken));
}

interface CheckedForm {
	taken: Taken;
	take: Take;
}

/** Returns the action of a form, or why it is refused. Nothing is read of a shop before the token holds. */
async function checkForm(
	desk: Desk,
	body: Fields,
	context: IExecuteFunctions,
): Promise<CheckedForm | Refusal> {
	const [action, account, state] = [body.read('action'), body.read('account'), body.read('state')];
	const rows = Number(body.read('rows'));
	const claim = { action, account, state, rows, targets: body.list('target') };
	const fault = findTokenFault(desk.secret, claim, body.read('token'), desk.now);
	if (fault !== null) return fault;
	if (body.list('row').length !== rows) return 'incomplete';
	const wanted = Object.hasOwn(actions, action) ? actions[action] : undefined;
	if (!wanted || !desk.accounts.includes(account)) return 'unknown';
	const { take, stateOf } = wanted;
	const taken = { shop: await openShop(desk.ports.ledger, account), desk, body, context };
	return stateOf === null || stateOf(taken) === state ? { taken, take } : 'stale';
}
