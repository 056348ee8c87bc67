import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/** The owner reads of an order that its item is no product of Amazon's, and puts the code right in BASE. */

shortenWaits();

let story: OrderStory;
beforeEach(async () => void (story = await openOrderStory(12, { unlisted: 2 })), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const watch = async (minutes = 10): Promise<string> => {
	const { run, messages } = await story.watchLater(minutes);
	expect(run.error).toBeUndefined();
	return messages.join('\n');
};

it('should tell what the order costs once its item has a code', async () => {
	const [asin = ''] = story.simulator.world.unlistedAsins('demo-shop');
	story.simulator.world.setOffer(asin, { price: 1500, inStock: true, shipping: 0 });
	const { title } = story.simulator.world.product(asin);
	const own = story.place('SHINKI-12', title);
	const { unique_key } = story.order([{ itemId: own }]);
	expect(await watch()).toContain('Amazonの商品ではない注文');
	story.simulator.world.editListing('demo-shop', own, { identifier: `b-${asin}` });
	await story.syncLater();
	const looked = await story.watchLater(70);
	// The run knows by now that it can be bought, and for how much.
	expect(JSON.stringify(looked.run.output('注文のお知らせ')[0]?.orders)).toContain(
		'"kind":"buyable","cost":1500',
	);
	const said = [...looked.messages, await watch(70)];
	expect(said.join('\n')).toContain(unique_key);
}, 60_000);
