import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { describeError } from '../../lib/n8n/errors';
import { newItem } from '../../lib/n8n/items/items';
import { logWarning } from '../../lib/n8n/log';
import { renderClosed, renderFailure } from '../../lib/report/desk/plainPages';
import { takeAction } from './actions/takeAction';
import { answerPage, askForPassword, type Answer } from './answer';
import { checkVisitor } from './checkVisitor';
import { openDesk } from './openDesk';
import { makePage } from './pages/makePage';
import { readRequest } from './request';

/**
 * The page shares n8n's address, where the editor lives: whatever a title may hide, it runs no script, is shown in
 * no frame of a stranger, and loads nothing but pictures.
 */
const guardHeaders = {
	'content-security-policy':
		"sandbox allow-forms allow-downloads allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
	'x-frame-options': 'DENY',
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cache-control': 'no-store',
};

/**
 * Answers a request to the desk by itself. Without `workflowData` n8n makes no execution of it: a page that is
 * looked at a hundred times a day leaves nothing in n8n's database. Only a job goes on, in the nodes after this one.
 */
export async function serveDesk(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const answer = await makeAnswer(context);
	send(context, answer);
	await answer.after?.().catch((error: unknown) => {
		logWarning(context, `Shop Desk: ${describeError(error)}`);
	});
	if (!answer.job) return { noWebhookResponse: true };
	return { noWebhookResponse: true, workflowData: [[newItem(answer.job)]] };
}

async function makeAnswer(context: IWebhookFunctions): Promise<Answer> {
	try {
		const visitor = await checkVisitor(context);
		if (visitor === 'closed') return answerPage(renderClosed(visitor), 403);
		if (visitor === 'stranger') return askForPassword(renderClosed(visitor));
		const request = readRequest(context);
		const desk = await openDesk(context);
		return await (request.isForm ? takeAction(desk, request) : makePage(desk, request));
	} catch (error) {
		const message = describeError(error);
		logWarning(context, `Shop Desk: ${message}`);
		return answerPage(renderFailure(message), 500);
	}
}

function send(context: IWebhookFunctions, { status, body, headers }: Answer): void {
	const response = context.getResponseObject();
	response.statusCode = status;
	for (const [name, value] of Object.entries({ ...guardHeaders, ...headers })) {
		response.setHeader(name, value);
	}
	response.end(body);
}
