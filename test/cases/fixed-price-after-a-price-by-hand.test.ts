import { readDeskForm } from '../support/deskForm';
import { openDeskPage, sendDeskForm } from '../support/deskPages';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** The owner who fixes a price at the desk has said so after the price that they set by hand in BASE. */

shortenWaits();

let story: SyncStory;
beforeEach(async () => void (story = await openStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const fixPrice = async (itemId: number, price: string): Promise<void> => {
	const { html } = await openDeskPage(`?page=item&id=${itemId}`);
	const { location } = await sendDeskForm({ ...readDeskForm(html, 'own_rule'), price });
	const page = await openDeskPage(location.slice(location.indexOf('?')));
	await sendDeskForm(readDeskForm(page.html, 'approve'));
};

it.each([3500, 2400])(
	'should sell at the price that the owner fixed at the desk after %i yen by hand',
	async (byHand) => {
		const asin = story.nextAsin();
		const { item_id } = story.shown(asin);
		story.simulator.world.editListing('demo-shop', item_id, { price: byHand });
		await story.syncLater();
		expect(story.shown(asin).price).toBe(byHand);
		await story.later(async () => await fixPrice(item_id, '2980'), 1);
		await story.syncLater();
		await story.syncLater();
		expect(story.shown(asin).price).toBe(2980);
	},
	60_000,
);
