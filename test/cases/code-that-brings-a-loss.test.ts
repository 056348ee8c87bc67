import { readDeskForm } from '../support/deskForm';
import { openDeskOf } from '../support/deskJobs';
import { COST, openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/** A code decides what an item sells: written by the owner's job, it must not put a loss or a sold-out product on sale. */

const SHOP = 'demo-shop';
const NEW = 'B0NEWMODEL';

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
	story.simulator.world.setOffer(NEW, { price: COST, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => await story.stop());

const change = async (): Promise<string> => {
	const { html } = await desk.open(`?page=recode&id=${id}`);
	const sent = await desk.send({ ...readDeskForm(html, 'recode'), asin: NEW });
	expect(sent.status).toBe(303);
	expect((await desk.soon(async () => await desk.goOn(sent))).error).toBeUndefined();
	expect(story.item(id).identifier).toContain(NEW);
	return (await desk.stored().deskJobs.last(SHOP))!.run;
};

/** Puts the code back, and lets time pass: an undo pauses the shop, so neither sync nor watch hides anything then. */
const undo = async (run: string): Promise<void> => {
	const { html } = await desk.open(`?page=run&id=${run}`);
	const sent = await desk.send({ ...readDeskForm(html, 'undo'), sure: 'yes' });
	expect((await desk.soon(async () => await desk.goOn(sent))).error).toBeUndefined();
	await story.later(async () => await watchOnce(story), 1);
	await story.syncLater();
};

it('should not leave a product on sale that Amazon has sold out, once the code is put back', async () => {
	story.simulator.world.setOffer(oldAsin, { inStock: false });
	await story.syncLater();
	expect(story.item(id).visible).toBe(0);
	const run = await change();
	await story.syncLater();
	expect(story.item(id).visible).toBe(1);

	await undo(run);
	const { visible, stock, identifier } = story.item(id);
	expect({ visible, isSoldOut: identifier.includes(oldAsin), stock }).not.toMatchObject({
		...{ visible: 1, isSoldOut: true },
	});
}, 60_000);

it('should not leave a product on sale below its floor once the code is put back', async () => {
	story.simulator.world.setOffer(oldAsin, { inStock: false });
	await story.syncLater();
	const run = await change();
	await story.syncLater();
	story.simulator.world.setOffer(oldAsin, { price: 2 * COST, inStock: true });

	await undo(run);
	const { visible, price, identifier } = story.item(id);
	const isAtALoss = visible === 1 && identifier.includes(oldAsin) && price < 2 * COST;
	expect({ price, isAtALoss }).toMatchObject({ isAtALoss: false });
}, 60_000);

it('should not put a product on sale below its floor where an item on sale gets its code', async () => {
	story.simulator.world.setOffer(NEW, { price: 3 * COST, inStock: true, shipping: 0 });
	await change();
	const { visible, price } = story.item(id);
	expect({ visible, price, isAtALoss: visible === 1 && price < 3 * COST }).toMatchObject({
		isAtALoss: false,
	});
}, 60_000);
