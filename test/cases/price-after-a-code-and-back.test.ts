import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { COST, PRICE, openStory, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';

/** An item sells another product for a while, and then the first one again: no price of the sync's is the owner's. */

const SHOP = 'demo-shop';
const NEW = 'B0NEWMODEL';

shortenWaits();

let story: SyncStory;
let desk: ReturnType<typeof openDeskOf>;
let id: number;
let oldAsin: string;

beforeEach(async () => {
	story = await openStory(3);
	desk = openDeskOf(story);
	oldAsin = story.nextAsin();
	({ item_id: id } = story.shown(oldAsin));
	story.simulator.world.addStranger(NEW, story.item(id).title);
	story.simulator.world.setOffer(NEW, { price: 3000, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const change = async (asin: string): Promise<string> => {
	const { html } = await desk.open(`?page=recode&id=${id}`);
	const sent = await desk.send({ ...readDeskForm(html, 'recode'), asin });
	expect(sent.status).toBe(303);
	expect((await desk.soon(async () => await desk.goOn(sent))).error).toBeUndefined();
	expect(story.item(id).identifier).toContain(asin);
	return (await desk.stored().deskJobs.last(SHOP))!.run;
};

it('should be priced by the first product once the owner gives it its code back', async () => {
	await change(NEW);
	await story.syncLater();
	await story.syncLater();
	expect(story.item(id)).toMatchObject({ price: 3900, visible: 1 });
	await change(oldAsin);
	await story.syncLater();
	await story.syncLater();
	expect(story.item(id).price).toBe(PRICE);
}, 60_000);

it('should be priced by the first product once an undo puts its code back', async () => {
	const run = await change(NEW);
	await story.syncLater();
	await story.syncLater();
	expect(story.item(id)).toMatchObject({ price: 3900, visible: 1 });
	const { html } = await desk.open(`?page=run&id=${run}`);
	const sent = await desk.send({ ...readDeskForm(html, 'undo'), sure: 'yes' });
	expect((await desk.soon(async () => await desk.goOn(sent))).error).toBeUndefined();
	await withStoredData(async ({ pauses }) => await pauses.clear(SHOP));
	await story.syncLater();
	await story.syncLater();
	expect({ cost: COST, price: story.item(id).price }).toEqual({ cost: COST, price: PRICE });
}, 60_000);
