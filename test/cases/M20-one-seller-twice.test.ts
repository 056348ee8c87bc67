import type { WorldOffer } from '../../simulator/world/product';
import { openStory, type SyncStory } from '../support/syncStory';

/**
 * M20: one seller without the Buy Box offers for a tenth of 13,000 yen, and lists the same goods twice. That is one
 * witness, so the shop's price does not follow.
 */

let story: SyncStory;
let asin: string;
beforeEach(async () => {
	story = await openStory(12, {
		prepare: ({ world }) => {
			const { asin: first, item } = world.listings('demo-shop')[0]!;
			asin = first!;
			world.setOffer(asin, { price: 13_000, inStock: true, shipping: 0, isBuyBox: true });
			world.editListing('demo-shop', item.item_id, { price: 16_900 });
		},
	});
	expect(story.shown(asin).price).toBe(16_900);
}, 60_000);
afterEach(async () => await story.stop());

/** Replaces the offers by copies of a plain one without the Buy Box. */
function list(changes: Array<Partial<WorldOffer>>): void {
	const product = story.simulator.world.product(asin);
	const usual = product.offers.find(({ condition }) => condition === 'New')!;
	const plain = { ...usual, price: 1300, points: null, isBuyBox: false };
	product.offers = changes.map((change) => ({ ...plain, sellerId: 'AONESELLER', ...change }));
}

const honest = { sellerId: 'AHONESTSELLER', price: 13_000 };

it.each<[string, Array<Partial<WorldOffer>>]>([
	['with two listings', [{}, { price: 1350, isFba: false }]],
	['with one listing that stands in the answer twice', [{}, {}]],
	['with two listings beside an honest seller', [{}, { price: 1350, isFba: false }, honest]],
])(
	'should not take one seller %s for two witnesses',
	async (_, changes) => {
		list(changes);

		await story.syncLater();
		await story.syncLater();

		// 30% below the price that the last supported cost gives.
		expect(story.shown(asin).price).toBeGreaterThanOrEqual(11_830);
	},
	60_000,
);

it('should follow two sellers who list alike', async () => {
	list([{ price: 11_000 }, { price: 11_000, sellerId: 'AHONESTSELLER' }]);

	await story.syncLater();

	// 11,000 x 1.3.
	expect(story.shown(asin).price).toBe(14_300);
}, 60_000);
