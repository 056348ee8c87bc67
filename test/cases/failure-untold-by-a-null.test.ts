import { shortenWaits } from '../support/shortWaits';
import { openStory } from '../support/syncStory';

/** M7: Chatwork is down when a hide fails for good; in the next run BASE lists the item with a null stock. */

shortenWaits();

it('should be told why the item stays on sale, once Chatwork is back', async () => {
	const story = await openStory(12);
	const { world, faults } = story.simulator;
	const asin = story.nextAsin();
	const item = story.shown(asin);
	world.setOffer(asin, { inStock: false });
	item.isDigital = true;
	faults.add({ kind: 'chatworkDown' });
	await story.syncLater();
	faults.clear();

	const shop = world.shop('demo-shop');
	const list = shop.list.bind(shop);
	const withoutStock = Object.assign({ ...item }, { stock: null });
	shop.list = () => list().map((each) => (each === item ? withoutStock : each));
	const messages = [(await story.syncLater()).message];
	shop.list = list;
	messages.push((await story.syncLater()).message, (await story.syncLater()).message);
	await story.stop();

	expect(item.visible).toBe(1);
	expect(messages.join('\n')).toContain('編集させない商品');
}, 60_000);
