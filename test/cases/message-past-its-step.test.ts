import type { IWorkflowBase } from 'n8n-workflow';
import { runWorkflow } from '../support/n8nEngine';
import { askForAll, chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { openStory, type SyncStory } from '../support/syncStory';

/**
 * Found by a walk through docs/ja/rewire.md: n8n joins the neighbours of a step that is deleted, so that 通知済みにする
 * ran at once by the direct line, and noted as told what the new step then failed to send.
 */

const CHECK = '知らせることがある？';
const SEND = 'Chatworkに通知';
const MARK = '通知済みにする';

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(3);
}, 60_000);
afterEach(async () => await story.stop());

/** A line past the step that sends, which lies lower, so that the line comes first. */
function addDirectLine(workflow: IWorkflowBase): void {
	const line = (node: string) => ({ node, type: 'main' as const, index: 0 });
	workflow.connections[CHECK] = { main: [[line(MARK), line(SEND)], []] };
	workflow.nodes.find(({ name }) => name === SEND)!.position[1] += 400;
}

/** @returns the message of the error that ended the run */
async function syncWithLine(): Promise<string | undefined> {
	const settings = { dry_run: false, ...chatworkOf(story.simulator), ...askForAll };
	const workflow = shippedWorkflow('price-stock-sync.json', settings);
	addDirectLine(workflow);
	const { credentials } = story;
	return (await runWorkflow(workflow, { credentials, startNode: '定期実行' })).error;
}

const makeDearer = (): void => {
	story.simulator.messages.clear();
	story.simulator.world.setOffer(story.nextAsin(), { price: 2500, inStock: true, shipping: 0 });
};

it('should tell by the next message what the step behind a direct line failed to send', async () => {
	const { faults, messages } = story.simulator;
	makeDearer();
	faults.add({ kind: 'status', service: 'chatwork', status: 500 });
	expect(await story.later(syncWithLine)).toBeDefined();
	expect(messages.list()).toEqual([]);
	faults.clear();
	expect((await story.syncLater()).message).toContain('Amazon 2,000円 → 2,500円');
	expect((await story.syncLater()).message).toBe('');
}, 60_000);

it('should tell once what was sent beside a direct line', async () => {
	makeDearer();
	expect(await story.later(syncWithLine)).toBeUndefined();
	expect(story.simulator.messages.list()).toHaveLength(1);
	expect((await story.syncLater()).message).toBe('');
}, 60_000);
