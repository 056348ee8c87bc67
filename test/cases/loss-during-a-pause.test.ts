import { pressAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** While the shop is stopped by hand, the owner must read which items are being sold at a loss. */

shortenWaits();

let story: SyncStory;
let asin: string;
beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	await story.later(async () => void (await pressAtDesk('pause', { reason: '棚卸し' })), 0.1);
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

it('control: should say that an item that is sold out is still on sale', async () => {
	story.simulator.world.setOffer(asin, { inStock: false });
	const { message } = await story.syncLater();
	expect(message).toMatch(/まだ公開中/);
}, 60_000);

it('should say that an item is sold at a loss', async () => {
	// The floor is (2,500 + 40) / 0.934 = 2,720 yen; the shop's price is 2,600.
	story.simulator.world.setOffer(asin, { price: 2500, inStock: true, shipping: 0 });
	const { message } = await story.syncLater();
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: 2600 });
	expect(message).toMatch(/まだ公開中|原価割れ|赤字/);
}, 60_000);
