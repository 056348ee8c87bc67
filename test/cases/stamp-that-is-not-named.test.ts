import { openStory } from '../support/syncStory';

/** M9 with a null field: BASE gives no time of the last change for an item whose changes we know from that time. */

it('should not show what the owner hid by hand, while BASE does not say when the item was changed', async () => {
	const story = await openStory(12);
	const { world } = story.simulator;
	const asin = story.nextAsin();
	const { item_id } = story.shown(asin);
	world.setOffer(asin, { inStock: false });
	await story.syncLater();
	expect(story.shown(asin).visible).toBe(0);
	await story.later(async () => {
		world.editListing('demo-shop', item_id, { visible: 1 });
		world.editListing('demo-shop', item_id, { visible: 0 });
		await Promise.resolve();
	}, 0.1);
	world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
	Object.assign(story.shown(asin), { modified: null });

	await story.syncLater();
	await story.stop();

	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
