import { runWorkflow, type EngineRun } from '../support/n8nEngine';
import { failureOf } from '../support/errorTrigger';
import { askForAll, chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { openStory, type SyncStory } from '../support/syncStory';

/** The sync stops, and Chatwork is down for the first hours of it: once it is back, the next failed run has to tell. */

const NODE = 'エラー発生時';

let story: SyncStory;
beforeEach(async () => void (story = await openStory(3)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

/** A run that BASE refuses, and n8n's error branch after it. */
const failOnce = async (number: number): Promise<EngineRun> =>
	await story.later(async () => {
		const settings = { dry_run: false, ...askForAll, ...chatworkOf(story.simulator) };
		const failed = await runWorkflow(shippedWorkflow('price-stock-sync.json', settings), {
			credentials: story.credentials,
			startNode: '定期実行',
			executionId: String(number),
		});
		expect(failed.error).toBeDefined();
		const workflow = shippedWorkflow('price-stock-sync.json', settings);
		const trigger = workflow.nodes.find(({ name }) => name === NODE)!;
		trigger.type = 'test.items';
		trigger.parameters = { items: JSON.stringify([failureOf(failed, String(number))]) };
		story.simulator.messages.clear();
		return await runWorkflow(workflow, {
			credentials: story.credentials,
			mode: 'error',
			startNode: NODE,
		});
	}, 3);

const told = () => story.simulator.messages.list().length;
const breakBase = () =>
	story.simulator.faults.add({ kind: 'status', operation: 'items', status: 400 });

it.each([0, 1, 2])(
	'should be told of a failure within two runs after Chatwork is back: it was down for %i failed runs',
	async (missed) => {
		breakBase();
		const down =
			missed > 0 ? story.simulator.faults.add({ kind: 'chatworkDown', service: 'chatwork' }) : null;
		let number = 100;
		for (let run = 0; run < missed; run++) {
			const sent = await failOnce(number++);
			expect(sent.error).toContain('Service unavailable');
		}
		if (down) story.simulator.faults.remove(down.id);
		let heard = 0;
		for (let run = 0; run < 2; run++) {
			await failOnce(number++);
			heard += told();
		}
		expect(heard).toBeGreaterThan(0);
	},
	60_000,
);
