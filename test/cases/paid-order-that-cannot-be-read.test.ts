import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/** An order that was told as unpaid is paid; BASE's list says so, although its content can't be read. */

shortenWaits();

let story: OrderStory;
beforeEach(async () => void (story = await openOrderStory(12)), 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const watch = async (minutes = 10): Promise<string> => {
	const { run, messages } = await story.watchLater(minutes);
	expect(run.error).toBeUndefined();
	return messages.join('\n');
};

it('control: should tell an order that was paid', async () => {
	const order = story.buy(story.nextAsin(), 'unpaid');
	expect(await watch()).toContain('入金待ち');
	story.move(order, 'ordered');
	expect(await watch()).toContain('買えます');
}, 60_000);

it('should tell an order that was paid and cannot be read', async () => {
	const order = story.buy(story.nextAsin(), 'unpaid');
	expect(await watch()).toContain('入金待ち');
	story.simulator.faults.add({ kind: 'oddOrder' });
	story.move(order, 'ordered');
	const said = [
		await watch(),
		await watch(),
		await watch(70),
		await watch(70),
		await watch(24 * 60),
	];
	expect(said.join('\n')).toContain(order.unique_key);
}, 60_000);

it('should tell an order at once whose reading failed for a moment when it was paid', async () => {
	const order = story.buy(story.nextAsin(), 'unpaid');
	expect(await watch()).toContain('入金待ち');
	story.move(order, 'ordered');
	const operation = 'orders/detail';
	story.simulator.faults.add({ kind: 'status', service: 'base', operation, status: 503 });
	await watch();
	story.simulator.faults.clear();
	expect((await watch()) + (await watch())).toContain(order.unique_key);
}, 60_000);
