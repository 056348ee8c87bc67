import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { COST, openStory, type SyncStory } from '../support/syncStory';

/** The owner priced an item by hand, which the sync keeps; then the item gets another ASIN at the desk. */

const SHOP = 'demo-shop';
const NEW = 'B0NEWMODEL';

let story: SyncStory;
let id: number;
beforeEach(async () => {
	story = await openStory(4);
	({ item_id: id } = story.shown(story.nextAsin()));
	story.simulator.world.addStranger(NEW, story.item(id).title);
	story.simulator.world.setOffer(NEW, { price: COST, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => await story.stop());

async function change(): Promise<void> {
	const desk = openDeskOf(story);
	const { html } = await desk.open(`?page=recode&id=${id}`);
	const sent = await desk.send({ ...readDeskForm(html, 'recode'), asin: NEW });
	expect((await desk.soon(async () => await desk.goOn(sent))).error).toBeUndefined();
	expect(story.item(id).identifier).toContain(NEW);
}

it('should keep the price', async () => {
	story.simulator.world.editListing(SHOP, id, { price: 2900 });
	await story.syncLater();
	expect(story.item(id).price).toBe(2900);
	await change();
	await story.syncLater();
	expect(story.item(id).price).toBe(2900);
}, 60_000);
