import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** The desk promised to hide what gets dearer than 最高価格, or cheaper than 最低価格; such an item keeps its price. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const type = async (typed: Record<string, string>): Promise<void> => {
	const { html } = await openDeskPage('?page=settings');
	const { status, location } = await sendDeskForm({ ...readDeskForm(html, 'settings'), ...typed });
	expect(status).toBe(303);
	if (!location.includes('proposal')) return;
	const page = await openDeskPage(location.slice(location.indexOf('?')));
	await sendDeskForm(readDeskForm(page.html, 'approve'));
};

const cost = (asin: string, price: number) =>
	story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });

it('should say at the desk that the price stays', async () => {
	const { html } = await openDeskPage('?page=settings');
	expect(html).toContain('これより高くなる商品には価格を付けず、今の価格のままにします');
	expect(html).toContain('価格を付けず、今の価格のままにする');
}, 60_000);

it('should keep the price of what becomes dearer than 最高価格, and hide it below its floor', async () => {
	await story.later(async () => await type({ maximum: '3000' }), 1);
	const asin = story.nextAsin();
	// 2,350 x 1.3 = 3,055 yen. The floor is 2,559 yen, the price of before 2,600.
	cost(asin, 2350);
	await story.syncLater();
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: 2600 });
	cost(asin, 2450);
	await story.syncLater();
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);
