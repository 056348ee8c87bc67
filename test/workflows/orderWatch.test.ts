import { openOrderStory, type OrderStory } from '../support/orderStory';

describe('order-watch.json', () => {
	let story: OrderStory;

	beforeAll(async () => {
		story = await openOrderStory(30);
	}, 60_000);
	afterAll(async () => await story.stop());

	it('should tell a new order once, with what it costs now and leaves', async () => {
		const asin = story.nextAsin();
		const { unique_key } = story.buy(asin);
		const { run, messages } = await story.watch();
		expect(run.error).toBeUndefined();
		expect(messages).toHaveLength(1);
		console.log(messages[0]);
		expect(messages[0]).toContain('買えます');
		expect(messages[0]).toContain(unique_key);
		expect((await story.watchLater()).messages).toEqual([]);
	}, 60_000);
});
