import { readText } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { openStory } from '../support/syncStory';

it('should not say at the desk that all items were confirmed while Amazon gave no answer about one', async () => {
	const story = await openStory(12);
	const asin = story.nextAsin();
	Object.assign(story.simulator.world.product(asin), { state: 'too_soon' });
	const { itemOf } = await story.syncLater();
	expect(itemOf(asin).offer_status).toBe('unknown');
	const home = await story.later(async () => readText((await openDeskPage('')).html), 0.1);
	await story.stop();
	expect(home).not.toContain('全商品を確認しました');
}, 60_000);
