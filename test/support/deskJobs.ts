import { join } from 'node:path';
import { readDeskForm, type DeskForm } from './deskForm';
import { openDeskPage, sendDeskForm, type DeskAnswer } from './deskPages';
import { runWorkflow, type EngineRun } from './n8nEngine';
import { chatworkOf, shippedWorkflow } from './shopWorld';
import { openFolder, type Stored } from './stored';
import type { SyncStory } from './syncStory';

/** The text of a page, without its markup. */
export const readText = (html: string): string =>
	html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ');

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
		goOn: async ({ goesOn }: DeskAnswer): Promise<EngineRun> => {
			const workflow = shippedWorkflow('shop-desk.json', chatworkOf(story.simulator));
			const desk = workflow.nodes.find(({ type }) => type.endsWith('.shopDesk'))!;
			const items = JSON.stringify(goesOn![0]!.map(({ json }) => json));
			Object.assign(desk, { type: 'test.items', parameters: { items } });
			const { credentials } = story;
			const options = { credentials, startNode: desk.name, mode: 'webhook' as const };
			return await runWorkflow(workflow, options);
		},
	};
}
