import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/** An item on sale loses its code in the shop: from now on nobody looks at Amazon for it. */

let story: SyncStory;
let itemId: number;
beforeEach(async () => {
	story = await openStory(12);
	const asin = story.nextAsin();
	itemId = story.shown(asin).item_id;
	await story.later(async () => {
		story.simulator.world.editListing('demo-shop', itemId, { identifier: '' });
		await Promise.resolve();
	}, 0.1);
	story.simulator.world.setOffer(asin, { inStock: false });
}, 60_000);
afterEach(async () => await story.stop());

const shortTitle = (): string => story.item(itemId).title.slice(0, 12);

it('should be told, with its title, once it is watched no more', async () => {
	const { message } = await story.syncLater();
	// Amazon has sold out, and everybody can still buy it here.
	expect(story.item(itemId)).toMatchObject({ visible: 1, stock: 1 });
	expect(message).toContain(shortTitle());
	expect((await story.syncLater()).message).not.toContain(shortTitle());
}, 60_000);

it('should be told although a watch saw it first', async () => {
	story.simulator.messages.clear();
	await story.later(async () => await watchOnce(story), 0.1);
	const watched = story.simulator.messages.list().map(({ body }) => body);
	const { message } = await story.syncLater();
	expect([...watched, message].join('\n')).toContain(shortTitle());
}, 60_000);
