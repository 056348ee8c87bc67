import { runWorkflow } from '../support/n8nEngine';
import { chatworkOf, shippedWorkflow } from '../support/shopWorld';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** Amazon's answer lacks the title of a product for one week; the shop's title follows Amazon's. */

shortenWaits();

let story: SyncStory;
let asin: string;
let title: string;
const lookWeekly = async (): Promise<string> =>
	await story.later(async () => {
		story.simulator.messages.clear();
		const settings = { ttl_days: 0, update_title: true, ...chatworkOf(story.simulator) };
		const workflow = shippedWorkflow('basic-info-weekly.json', settings);
		const { credentials } = story;
		await runWorkflow(workflow, { credentials, startNode: '定期実行' });
		return story.simulator.messages
			.list()
			.map(({ body }) => body)
			.join('\n');
	}, 7 * 24);

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	({ title } = story.simulator.world.product(asin));
	story.simulator.world.editListing('demo-shop', story.shown(asin).item_id, { title });
	await lookWeekly();
	story.simulator.world.product(asin).title = '';
}, 60_000);
afterEach(async () => await story.stop());

it('should not be told as a change of the title', async () => {
	expect(await lookWeekly()).not.toContain('→「なし」');
}, 60_000);

it("should not make the shop's title count as one by hand", async () => {
	await lookWeekly();
	story.simulator.world.product(asin).title = `${title} 改良版`;
	expect(await lookWeekly()).not.toContain('手を加えられている');
	expect(story.shown(asin).title).toBe(`${title} 改良版`);
}, 60_000);
