import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

shortenWaits();

let story: OrderStory;
beforeEach(async () => void (story = await openOrderStory(12)), 60_000);
afterEach(async () => await story.stop());

/** BASE keeps a state for the order and one for each line: here only the order's says that it is cancelled. */
const moveHead = (order: ReturnType<OrderStory['buy']>, dispatch_status: string) =>
	void Object.assign(order, { dispatch_status, modified: order.modified + 1 });

it('should say of a cancelled order that nothing is to be bought, whatever its lines say', async () => {
	const order = story.buy(story.nextAsin());
	expect((await story.watch()).messages.join()).toContain('買えます');
	moveHead(order, 'cancelled');
	const said = (await story.watchLater()).messages.join('\n');
	expect(said).toContain(order.unique_key);
	expect(said).toContain('買わないでください');
	expect(said).not.toContain('■ 買えます');
}, 60_000);

it('should not ask to buy for an order that was sent as a whole, whatever its lines say', async () => {
	const order = story.buy(story.nextAsin());
	moveHead(order, 'dispatched');
	expect((await story.watch()).messages.join()).not.toContain('買えます');
}, 60_000);
