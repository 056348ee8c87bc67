import { openStory } from '../support/syncStory';

it('should be told that an item on sale, synced until now, lost its code and is watched no more', async () => {
	const story = await openStory(12);
	const { world } = story.simulator;
	const asin = story.nextAsin();
	const { item_id } = story.shown(asin);
	world.editListing('demo-shop', item_id, { identifier: '' });
	world.setOffer(asin, { inStock: false });
	const messages = [(await story.syncLater()).message, (await story.syncLater()).message];
	const item = story.item(item_id);
	await story.stop();

	// Amazon has sold out, and everybody can still buy it here.
	expect(item).toMatchObject({ visible: 1, stock: 1 });
	expect(messages.join('\n')).toMatch(new RegExp(`${asin}|${item_id}|${item.title.slice(0, 12)}`));
}, 60_000);
