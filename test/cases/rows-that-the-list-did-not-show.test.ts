import { giveVariations } from '../../simulator/world/variations';
import { undoAtDesk } from '../support/deskJobs';
import { shopFloor } from '../support/shopFloor';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { withStoredData } from '../support/withStoredData';
import { onNextCall } from '../support/whenEditArrives';

/** All rows of an item share one price: where they sell different products, it is the owner's. */

const SHOP = 'demo-shop';

shortenWaits();

let story: SyncStory;
let asin: string;
let itemId: number;
beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
	itemId = story.shown(asin).item_id;
	story.simulator.world.setOffer(asin, { price: 1700, inStock: true, shipping: 0 });
}, 60_000);
afterEach(async () => await story.stop());

const giveRows = () => {
	const { world } = story.simulator;
	// The other one costs as much as before: 2,210 yen would be a loss.
	const rows = [asin, story.nextAsin()].map((code, at) => ({ variation: `${at}`, stock: 2, code }));
	giveVariations(world, SHOP, itemId, rows, story.item(itemId).identifier);
};

it('should not cut the price of an item that got rows of other products since it was listed', async () => {
	onNextCall(story.simulator, 'items/detail', giveRows);
	await story.syncLater();
	expect(story.item(itemId).variations).toHaveLength(2);
	expect(story.item(itemId).price).toBe(2600);
}, 60_000);

it('should not cut it where the list leaves the rows out for once', async () => {
	giveRows();
	const shop = story.simulator.world.shop(SHOP);
	const list = shop.list.bind(shop);
	shop.list = () =>
		list().map((item) => (item.item_id === itemId ? { ...item, variations: [] } : item));
	await story.syncLater();
	expect(shop.get(itemId)!.price).toBe(2600);
}, 60_000);

it('should not fill up a row that sells another product since the item was listed', async () => {
	const { world } = story.simulator;
	const other = story.nextAsin();
	const rows = ['黒', '白'].map((variation) => ({ variation, stock: 0 }));
	giveVariations(world, SHOP, itemId, rows);
	world.setOffer(other, { inStock: false });
	onNextCall(story.simulator, 'items/detail', () => {
		const [black, white] = story.item(itemId).variations;
		const variations = [black!, { ...white!, variation_identifier: other }];
		world.editListing(SHOP, itemId, { variations });
	});
	await story.syncLater();
	const white = story.item(itemId).variations[1]!;
	expect(white).toMatchObject({ variation_identifier: other, variation_stock: 0 });
}, 60_000);

it('should not cut the price by an undo below the floor of a row that came since', async () => {
	const { world } = story.simulator;
	const sells = (code: string, price: number) =>
		void world.setOffer(code, { price, inStock: true, shipping: 0 });
	const other = story.nextAsin();
	sells(other, 2500);
	sells(asin, 2600);
	await story.syncLater();
	expect(story.item(itemId).price).toBe(3380);
	const run = await withStoredData(async ({ journal }) => (await journal.runs()).at(-1)!.run);
	sells(asin, 2000);
	const rows = [asin, other].map((code, at) => ({ variation: `${at}`, stock: 2, code }));
	giveVariations(world, SHOP, itemId, rows, story.item(itemId).identifier);
	await story.later(async () => await undoAtDesk(story, run), 0.1);
	expect(story.item(itemId).price).toBeGreaterThanOrEqual(shopFloor(2500));
}, 60_000);
