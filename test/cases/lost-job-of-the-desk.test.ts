import { brakeAtDesk, pressAtDesk } from '../support/deskJobs';
import { runWorkflow } from '../support/n8nEngine';
import { shippedWorkflow } from '../support/shopWorld';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** n8n is restarted between the button and the job that it should have begun. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => await story.stop());

const onSale = () =>
	story.simulator.world.listings('demo-shop').filter(({ item }) => item.visible === 1).length;

/** All messages of the sync and of the heartbeat in the next hours. */
const hear = async (): Promise<string> => {
	const heard: string[] = [];
	for (const hours of [1, 3, 3]) {
		heard.push((await story.later(async () => await story.sync(), hours)).message);
		story.simulator.messages.clear();
		await story.later(async () => {
			const { credentials } = story;
			const workflow = shippedWorkflow('freshness-heartbeat.json');
			await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		}, 0.1);
		heard.push(...story.simulator.messages.list().map(({ body }) => body));
	}
	return heard.join('\n');
};

it('should be told that an emergency brake has hidden nothing', async () => {
	await story.later(async () => await pressAtDesk('brake', { sure: 'yes' }), 0.1);
	const heard = await hear();
	expect(onSale()).toBe(12);
	expect(heard).toMatch(/緊急停止|非公開/);
}, 60_000);

it('should be told that a release has shown nothing', async () => {
	await story.later(async () => await brakeAtDesk(story), 0.1);
	await story.later(async () => await pressAtDesk('release', { sure: 'yes' }), 0.1);
	const heard = await hear();
	expect(onSale()).toBe(0);
	expect(heard).toMatch(/解除|公開/);
}, 60_000);
