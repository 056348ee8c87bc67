import { setItemRule } from '../support/itemRuleAtDesk';
import { registerAsins } from '../support/registerAsins';
import { shortenWaits } from '../support/shortWaits';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { onNextCall } from '../support/whenEditArrives';
import { withStoredData } from '../support/withStoredData';

/**
 * A registration whose images BASE refused leaves a hidden item. Before the form is sent once more, the owner has
 * finished it by hand, or said at the desk what becomes of it.
 */

shortenWaits();

const SHOP = 'demo-shop';
const BY_HAND = 4980;

let story: SyncStory;
let asin: string;
beforeEach(async () => {
	story = await openStory(12, { unlisted: 4 });
	[asin = ''] = story.simulator.world.unlistedAsins(SHOP);
	story.simulator.world.setOffer(asin, { price: COST, inStock: true, shipping: 0 });
	const fault = story.simulator.faults.add({ kind: 'largeImage', count: 0 });
	await register(0.1);
	story.simulator.faults.remove(fault.id);
	expect(made()).toMatchObject({ visible: 0, price: PRICE });
}, 60_000);
afterEach(async () => await story.stop());

const made = () =>
	story.simulator.world.listings(SHOP).find(({ item }) => item.identifier.includes(asin))!.item;

const register = async (hours: number): Promise<void> =>
	await story.later(async () => {
		const run = await registerAsins(story, [asin]);
		expect(run.error).toBeUndefined();
	}, hours);

/** The owner's rule of the item, approved at the desk. */
const setRule = async (typed: Record<string, string>): Promise<void> => {
	// Only what stands in the last list has a page at the desk.
	await story.syncLater();
	await story.later(async () => await setItemRule(made().item_id, typed), 0.1);
	const ruling = await withStoredData(async ({ rules }) => await rules.ruling(SHOP));
	expect(ruling?.values.items[made().item_id]).toBeDefined();
};

it('should be completed where nobody touched it', async () => {
	await register(0.1);
	expect(made()).toMatchObject({ visible: 1, price: PRICE });
}, 60_000);

it('should keep the price and the stock of an item that the owner put on sale by hand', async () => {
	story.simulator.world.editListing(SHOP, made().item_id, {
		...{ price: BY_HAND, stock: 5, visible: 1, images: ['https://example.com/own.jpg'] },
	});
	await register(0.1);
	expect(made()).toMatchObject({ visible: 1, price: BY_HAND, stock: 5 });
	expect(made().images[0]).toBe('https://example.com/own.jpg');
}, 60_000);

it('should not go on sale below the price that the owner fixed at the desk', async () => {
	await setRule({ price: String(BY_HAND) });
	await register(0.1);
	if (made().visible === 1) expect(made().price).toBe(BY_HAND);
}, 60_000);

it('should stay as it is where the owner said never to touch it', async () => {
	await setRule({ never: 'はい' });
	await register(0.1);
	expect(made().visible).toBe(0);
}, 60_000);

it('should not be told as not on sale where the owner priced it while its images were sent', async () => {
	onNextCall(story.simulator, 'items/add_image', () => {
		story.simulator.world.editListing(SHOP, made().item_id, { price: BY_HAND });
	});
	story.simulator.messages.clear();
	await register(0.1);
	const said = story.simulator.messages.list().map(({ body }) => body);
	const isSaidHidden = said.join('').includes('公開しませんでした');
	expect({ isSaidHidden, visible: made().visible }).not.toEqual({ isSaidHidden: true, visible: 1 });
	expect(made().price).toBe(BY_HAND);
}, 60_000);

it('should not go on sale below its floor at a price that was typed while its images were sent', async () => {
	onNextCall(story.simulator, 'items/add_image', () => {
		story.simulator.world.editListing(SHOP, made().item_id, { price: COST / 2 });
	});
	await register(0.1);
	const { visible, price } = made();
	expect({ visible, price, isAtALoss: visible === 1 && price < COST }).toMatchObject({
		isAtALoss: false,
	});
}, 60_000);
