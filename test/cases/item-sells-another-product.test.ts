import { undoAtDesk } from '../support/deskJobs';
import { shortenWaits } from '../support/shortWaits';
import { COST, openStory, PRICE, type SyncStory } from '../support/syncStory';
import { onNextCall } from '../support/whenEditArrives';
import { withStoredData } from '../support/withStoredData';

/**
 * The owner puts another product on the shelf: the item keeps its number and gets another code. Nothing that was
 * decided for the old product is written to it.
 */

shortenWaits();

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(12, { unlisted: 3 });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

/** One item, and the product that its code will name. @param cost of that product, yen */
const prepare = (cost: number) => {
	const { world } = story.simulator;
	const asin = story.asins[0]!;
	const id = story.shown(asin).item_id;
	const [other] = world.unlistedAsins('demo-shop');
	const { title } = story.shown(asin);
	world.setOffer(other!, { price: cost, inStock: true, shipping: 0, title });
	const recode = (): void => {
		const identifier = story.item(id).identifier.replace(asin, other!);
		world.editListing('demo-shop', id, { identifier });
	};
	return { asin, id, recode };
};

const offer = (asin: string, price: number) =>
	story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });

it('should not be cut by the price of the product that it sold when the sync began', async () => {
	const { asin, id, recode } = prepare(2300);
	offer(asin, 1600);
	onNextCall(story.simulator, 'getItemOffersBatch', recode);

	const { message } = await story.syncLater();

	expect(story.item(id).price).toBe(PRICE);
	expect(message).toContain('商品コードが別の商品に変わったため');
}, 60_000);

it('should be priced by the new product in the next run', async () => {
	const { asin, id, recode } = prepare(2300);
	offer(asin, 1600);
	onNextCall(story.simulator, 'getItemOffersBatch', recode);
	await story.syncLater();

	await story.syncLater();

	// 2,300 x 1.3
	expect(story.item(id).price).toBe(2990);
}, 60_000);

it('should be asked about, and not stay hidden for good, where we had hidden it', async () => {
	const { asin, id, recode } = prepare(2300);
	story.simulator.world.setOffer(asin, { inStock: false });
	await story.syncLater();
	expect(story.item(id).visible).toBe(0);
	recode();

	const { message } = await story.syncLater();
	const yes = /には ([0-9A-Z]{6})、/.exec(message)?.[1];
	await story.syncLater({ approve: yes });

	expect(story.item(id)).toMatchObject({ visible: 1, price: 2990 });
}, 60_000);

it('should stay hidden where the owner had hidden it', async () => {
	const { id, recode } = prepare(2300);
	story.simulator.world.editListing('demo-shop', id, { visible: 0 });
	await story.syncLater();
	recode();
	await story.syncLater();
	expect(story.item(id).visible).toBe(0);
}, 60_000);

it('should not get back the price of the product that it sold before by an undo', async () => {
	const { asin, id, recode } = prepare(3000);
	offer(asin, 2600);
	await story.syncLater();
	expect(story.item(id).price).toBe(3380);
	const run = await withStoredData(async ({ journal }) => (await journal.runs()).at(-1)!.run);
	offer(asin, COST);
	recode();

	await story.later(async () => await undoAtDesk(story, run), 0.2);

	expect(story.item(id).price).toBe(3380);
}, 60_000);
