import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';
import { readDeskForm, type DeskForm } from './deskForm';
import { openDeskPage, sendDeskForm, type DeskAnswer } from './deskPages';
import { runWorkflow, type EngineRun } from './n8nEngine';
import { chatworkOf, shippedWorkflow } from './shopWorld';
import { openFolder, type Stored } from './stored';
import type { SyncStory } from './syncStory';

/** The text of a page, without its markup. */
export const readText = (html: string): string =>
	html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');

/** A shop whose desk is used. */
type DeskWorld = Pick<SyncStory, 'simulator' | 'credentials'>;

/** Opens a page of the desk and sends a form of it, as it is filled in. */
export async function pressAtDesk(
	action: string,
	typed: Record<string, string> = {},
	address = '?page=stop',
): Promise<DeskAnswer> {
	const { html } = await openDeskPage(address);
	return await sendDeskForm({ ...readDeskForm(html, action), ...typed });
}

/**
 * Returns the shipped desk as it goes on with the job that it handed to n8n, and the name of its first node.
 * @param settings the room, where there is one
 */
export function workflowOfJob(
	{ goesOn }: Pick<DeskAnswer, 'goesOn'>,
	settings: Record<string, unknown>,
): { workflow: IWorkflowBase; startNode: string } {
	const workflow = shippedWorkflow('shop-desk.json', settings);
	const desk = workflow.nodes.find(({ type }) => type.endsWith('.shopDesk'))!;
	const items = JSON.stringify(goesOn![0]!.map(({ json }) => json));
	Object.assign(desk, { type: 'test.items', parameters: { items } });
	return { workflow, startNode: desk.name };
}

/**
 * Lets n8n go on with the job that the desk handed to it.
 * @param simulator whose Chatwork has the room; absent = no room is typed anywhere
 */
export async function goOnAtDesk(
	{ simulator, credentials }: Partial<DeskWorld> & Pick<DeskWorld, 'credentials'>,
	answer: DeskAnswer,
): Promise<EngineRun> {
	const settings = simulator ? chatworkOf(simulator) : {};
	const { workflow, startNode } = workflowOfJob(answer, settings);
	return await runWorkflow(workflow, { credentials, startNode, mode: 'webhook' });
}

async function workAtDesk(
	world: DeskWorld,
	action: string,
	typed: Record<string, string> = {},
	address?: string,
): Promise<EngineRun> {
	const sent = await pressAtDesk(action, typed, address);
	expect(sent.status).toBe(303);
	const run = await goOnAtDesk(world, sent);
	expect(run.error).toBeUndefined();
	return run;
}

/** Pulls the emergency brake at the desk, and waits for its end. */
export const brakeAtDesk = async (
	world: DeskWorld,
	typed: Record<string, string> = {},
): Promise<EngineRun> => await workAtDesk(world, 'brake', { sure: 'yes', ...typed });

/** Releases the brake at the desk, and waits for its end. */
export const releaseAtDesk = async (world: DeskWorld): Promise<EngineRun> =>
	await workAtDesk(world, 'release', { sure: 'yes' });

/** Puts a run back at the desk, and waits for the end. @param id number of the run */
export const undoAtDesk = async (world: DeskWorld, id: string): Promise<EngineRun> =>
	await workAtDesk(world, 'undo', { sure: 'yes' }, `?page=run&id=${id}`);

/** The owner at the desk of a story, whose clock only goes on: what is older than the last list is no news. */
export function openDeskOf(story: SyncStory) {
	const soon = async <T>(work: () => Promise<T>): Promise<T> => await story.later(work, 0.02);
	const open = async (address: string): Promise<DeskAnswer> =>
		await soon(async () => await openDeskPage(address));
	const send = async (form: DeskForm): Promise<DeskAnswer> =>
		await soon(async () => await sendDeskForm(form));
	const stored = (): Stored =>
		openFolder({
			folder: join(process.env.N8N_USER_FOLDER!, '.n8n/amazon-base-sync/default'),
			now: Date.now,
		});
	return {
		soon,
		open,
		send,
		stored,
		text: async (address: string): Promise<string> => readText((await open(address)).html),
		/** Sends a form of the page of stops, filled in. */
		press: async (action: string, typed: Record<string, string> = {}): Promise<DeskAnswer> => {
			const { html } = await open('?page=stop');
			return await send({ ...readDeskForm(html, action), ...typed });
		},
		/** Lets n8n go on with what the desk handed to it. */
		goOn: async (sent: DeskAnswer): Promise<EngineRun> => await goOnAtDesk(story, sent),
	};
}
