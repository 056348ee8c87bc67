import { readText } from '../support/deskJobs';
import { openDeskPage } from '../support/deskPages';
import { openStory, type SyncStory } from '../support/syncStory';

/** Amazon has offers all the time; they ship too late for the shop's filter. */

let story: SyncStory;
let asin: string;
beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	shipWithin(168);
	expect((await story.syncLater()).message).toContain('条件に合う出品がありません');
}, 60_000);
afterEach(async () => await story.stop());

const shipWithin = (maximumHours: number) => {
	for (const offer of story.simulator.world.product(asin).offers) {
		Object.assign(offer, { minimumHours: 0, maximumHours });
	}
};
const page = async (address: string): Promise<string> =>
	await story.later(async () => readText((await openDeskPage(address)).html), 0.1);

it('should not say in the message that it was sold out, once an offer fits again', async () => {
	shipWithin(24);
	const { message } = await story.syncLater();
	expect(message).toContain(asin);
	expect(message).not.toContain('売り切れ');
}, 60_000);

it("should give the true reason on the item's page", async () => {
	expect(await page(`?page=item&id=${story.shown(asin).item_id}`)).not.toContain(
		'購入できる新品がありません',
	);
}, 60_000);

it('should not offer it for deletion as sold out at Amazon', async () => {
	await story.later(async () => await story.sync(), 31 * 24);
	expect(await page('?page=dead_wood')).not.toMatch(/売り切れ \(\d+日前から\)/);
}, 60_000);
