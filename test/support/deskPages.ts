import type { IDataObject } from 'n8n-workflow';
import type { DeskForm } from './deskForm';
import { runWorkflow } from './n8nEngine';
import { shippedWorkflow } from './shopWorld';

/** The answer that n8n's Respond to Webhook would send. */
export interface DeskAnswer {
	status: number;
	html: string;
	location: string;
	content_type: string;
	disposition: string;
}

/** Asks the shipped desk as a browser would, through n8n's engine. */
async function ask(startNode: string, step: string, request: IDataObject): Promise<DeskAnswer> {
	const workflow = shippedWorkflow('shop-desk.json');
	const hook = workflow.nodes.find(({ name }) => name === startNode)!;
	hook.type = 'test.items';
	hook.parameters = { items: JSON.stringify([{ headers: {}, params: {}, ...request }]) };
	const run = await runWorkflow(workflow, { credentials: {}, startNode });
	expect(run.error).toBeUndefined();
	expect(run.output('ページを返す')[0]?.body).toBe(run.output(step)[0]?.html);
	return run.output(step)[0] as object as DeskAnswer;
}

/** @param address `?page=settings` */
export const openDeskPage = async (address: string): Promise<DeskAnswer> =>
	await ask('ページが開かれたら', 'ページを作る', {
		query: Object.fromEntries(new URLSearchParams(address)),
		body: {},
	});

export const sendDeskForm = async (body: DeskForm): Promise<DeskAnswer> =>
	await ask('ボタンが押されたら', '操作を受け付ける', { query: {}, body });
