import { registerAsins } from '../support/registerAsins';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';

/** Competitive pricing answers and names no Buy Box; the offers' own answer of the same minute names one at 20,000 yen. */

const SHOP = 'demo-shop';
shortenWaits();

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(3, { unlisted: 2 });
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const prepare = (): string => {
	const { world } = story.simulator;
	const [asin] = world.unlistedAsins(SHOP) as [string];
	world.setOffer(asin, {
		inStock: true,
		offers: [
			{ price: 1500, sellerId: 'SCAM' },
			{ price: 20_000, availability: 'FUTURE_WITHOUT_DATE', isBuyBox: true, sellerId: 'REAL' },
		],
	});
	return asin;
};

const hideBoxFromTheLook = (asin: string): void => {
	const box = story.simulator.world.product(asin).offers.find(({ isBuyBox }) => isBuyBox)!;
	Object.defineProperty(box, 'isBuyBox', {
		enumerable: true,
		configurable: true,
		get: () => !(new Error().stack ?? '').includes('competitivePric'),
	});
};

/** Prices of what is on sale. */
const pricesOf = (asin: string) =>
	story.simulator.world
		.listings(SHOP)
		.filter(({ item }) => item.visible === 1 && item.identifier.includes(asin))
		.map(({ item }) => item.price);

it('control: should not sell a product at a tenth of the Buy Box that both answers name', async () => {
	const asin = prepare();
	await registerAsins(story, [asin]);
	expect(pricesOf(asin)).toEqual([]);
}, 60_000);

it('control: should not sell it where competitive pricing gives no answer', async () => {
	const asin = prepare();
	story.simulator.faults.add({ kind: 'missing', operation: 'getCompetitivePricing', count: 20 });
	await registerAsins(story, [asin]);
	expect(pricesOf(asin)).toEqual([]);
}, 60_000);

it('control: should sell it at the price of the other where that one can be bought', async () => {
	const asin = prepare();
	story.simulator.world.product(asin).offers.find(({ isBuyBox }) => isBuyBox)!.availability = 'NOW';
	await registerAsins(story, [asin]);
	expect(pricesOf(asin)).toEqual([26_000]);
}, 60_000);

it('should not sell it where the offers alone name the Buy Box', async () => {
	const asin = prepare();
	hideBoxFromTheLook(asin);
	await registerAsins(story, [asin]);
	expect(pricesOf(asin)).toEqual([]);
}, 60_000);
