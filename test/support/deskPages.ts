import { parse } from 'node:querystring';
import type { IWebhookResponseData } from 'n8n-workflow';
import type { DeskForm } from './deskForm';
import { callWebhook } from './n8nEngine';
import { shippedWorkflow } from './shopWorld';

/** The answer that a browser gets. */
export interface DeskAnswer {
	status: number;
	html: string;
	/** '' where the browser is not sent on. */
	location: string;
	headers: Record<string, string>;
	/** The items with which n8n's execution goes on; undefined where there is none. */
	goesOn: IWebhookResponseData['workflowData'];
}

const visitor = { user: 'owner', password: 'desk: ぱすわーど' };
const given = `Basic ${Buffer.from(`${visitor.user}:${visitor.password}`).toString('base64')}`;

interface BrowserRequest {
	method: 'GET' | 'POST';
	query?: object;
	body?: object;
	headers?: Record<string, string>;
}

/**
 * Asks the shipped desk as a browser would, its password included.
 * @param chosen the credential of the node; null = none
 */
export async function askDesk(
	{ method, query = {}, body = {}, headers = {} }: BrowserRequest,
	chosen: typeof visitor | null = visitor,
): Promise<DeskAnswer> {
	const answer: DeskAnswer = { status: 0, html: '', location: '', headers: {}, goesOn: undefined };
	const response = {
		set statusCode(status: number) {
			answer.status = status;
		},
		setHeader: (name: string, value: string) => void (answer.headers[name] = value),
		end: (sent: string) => void (answer.html = sent),
	};
	const request = { method, query, body, headers: { authorization: given, ...headers } };
	const { nodes, connections } = shippedWorkflow('shop-desk.json');
	const desk = nodes.find(({ type }) => type.endsWith('.shopDesk'))!;
	const result = await callWebhook(
		{ nodes, connections },
		desk.name,
		{ request, response },
		{
			...(chosen ? { httpBasicAuth: chosen } : {}),
		},
	);
	if (result.noWebhookResponse !== true) throw new Error('The desk left its answer to n8n');
	return { ...answer, location: answer.headers.location ?? '', goesOn: result.workflowData };
}

/** @param address `?page=settings` */
export const openDeskPage = async (address: string): Promise<DeskAnswer> =>
	await askDesk({ method: 'GET', query: { ...parse(address.replace(/^\?/, '')) } });

export const sendDeskForm = async (body: DeskForm): Promise<DeskAnswer> =>
	await askDesk({ method: 'POST', body });
