import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { registerAsins } from '../support/registerAsins';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** What the owner types at the desk below 商品説明の末尾に付ける文 stands below the detail of a new item. */

shortenWaits();

let story: SyncStory;
beforeAll(async () => void (story = await openStory(6, { unlisted: 3 })), 60_000);
afterAll(async () => await story.stop());

it('should stand in a new item', async () => {
	const { html } = await openDeskPage('?page=settings');
	const footer = '並行輸入品のため、保証はありません。';
	const sent = await sendDeskForm({ ...readDeskForm(html, 'settings'), footer });
	expect(sent.status).toBe(303);
	expect((await openDeskPage('?page=settings')).html).toContain(footer);
	const [asin = ''] = story.simulator.world.unlistedAsins('demo-shop');
	const run = await story.later(async () => await registerAsins(story, [asin]), 0.1);
	expect(run.error).toBeUndefined();
	const made = story.simulator.world
		.listings('demo-shop')
		.find(({ item }) => item.identifier.includes(asin))!.item;
	expect(made.visible).toBe(1);
	expect(made.detail).toContain(footer);
}, 60_000);
