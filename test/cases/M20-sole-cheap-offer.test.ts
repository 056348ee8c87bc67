import { openStory, type SyncStory } from '../support/syncStory';
import { openQuestionsAbout } from '../support/openQuestions';

/**
 * M20: one seller alone, without the Buy Box, falls from 13,000 yen to 1,300, or by 28% a run. No second source
 * supports that, so the shop's price does not follow.
 */

const COST = 13_000;
/** 13,000 x 1.3. */
const PRICE = 16_900;
/** 30% below the price that the last supported cost gives. */
const LEAST = 11_830;
/** Each 28% below the one before. */
const FALLS = [9360, 6739, 4852, 3493, 2515, 1811, 1304, 939];

const sole = (price: number, isBuyBox = false) => ({
	...{ price, inStock: true, shipping: 0, isBuyBox },
});

/** Whether the first offer, by which the shop's price is right, had the Buy Box. */
const firsts: Array<[string, boolean]> = [
	['a Buy Box supported the price', true],
	['no second source ever supported the price', false],
];

describe.each(firsts)('if %s', (_, isBuyBox) => {
	let story: SyncStory;
	let asin: string;

	beforeEach(async () => {
		story = await openStory(12, {
			prepare: ({ world }) => {
				const { asin: first, item } = world.listings('demo-shop')[0]!;
				asin = first!;
				world.setOffer(asin, sole(COST, isBuyBox));
				world.editListing('demo-shop', item.item_id, { price: PRICE });
			},
		});
		expect(story.shown(asin)).toMatchObject({ price: PRICE, visible: 1 });
	}, 60_000);
	afterEach(async () => await story.stop());

	it('should not follow to a tenth, seen twice', async () => {
		story.simulator.world.setOffer(asin, sole(1300));

		await story.syncLater();
		await story.syncLater();

		expect(story.shown(asin).price).toBeGreaterThanOrEqual(LEAST);
	}, 60_000);

	it('should not follow eight falls of 28%, and ask the owner once', async () => {
		const prices: number[] = [];
		for (const price of FALLS) {
			story.simulator.world.setOffer(asin, sole(price));
			await story.syncLater();
			prices.push(story.shown(asin).price);
		}

		expect(Math.min(...prices)).toBeGreaterThanOrEqual(LEAST);
		expect(await openQuestionsAbout(asin)).toHaveLength(1);
	}, 60_000);

	it('should follow once the Buy Box supports the price', async () => {
		story.simulator.world.setOffer(asin, sole(1300));
		await story.syncLater();
		story.simulator.world.setOffer(asin, sole(8000, true));

		await story.syncLater();
		await story.syncLater();

		// 8,000 x 1.3.
		expect(story.shown(asin).price).toBe(10_400);
	}, 60_000);
});
