import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/**
 * One odd order, one of a time to come or a clock that was ahead never keeps another order from being told once. What
 * was told and turned since is told again.
 */

const DAY_MINUTES = 24 * 60;

shortenWaits();

let story: OrderStory;

beforeEach(async () => {
	story = await openOrderStory(12);
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const buy = () => story.buy(story.nextAsin());

/** Runs the order watch, and returns its messages as one text. */
const watch = async (minutes = 10): Promise<string> => {
	const { run, messages } = await story.watchLater(minutes);
	expect(run.error).toBeUndefined();
	return messages.join('\n');
};

describe('an odd order in the list', () => {
	it('should not hide the others where its key has a foreign sign, and be told itself', async () => {
		buy().unique_key = 'ABC.123';
		const good = buy();
		const said = await watch();
		expect(said).toContain(good.unique_key);
		expect(said).toContain('ABC_123');
	}, 60_000);

	it('should be told once', async () => {
		buy().unique_key = 'ABC.123';
		await watch();
		expect(await watch()).toBe('');
	}, 60_000);
});

describe('an order of a time to come', () => {
	it('should not have another one told twice', async () => {
		buy().ordered += 90 * 86_400;
		const good = buy();
		const said = [await watch(), await watch(), await watch(), await watch()];
		expect(said.filter((text) => text.includes(good.unique_key))).toHaveLength(1);
	}, 60_000);

	it('should not swallow the orders of days without n8n', async () => {
		buy().ordered += 90 * 86_400;
		await watch();
		const good = buy();
		expect(await watch(3 * DAY_MINUTES)).toContain(good.unique_key);
	}, 60_000);
});

it('should tell orders although the clock was a year ahead at the first run', async () => {
	const realNow = Date.now;
	const ahead = jest.spyOn(Date, 'now').mockImplementation(() => realNow() + 365 * 86_400_000);
	story.connect();
	await story.watch();
	ahead.mockRestore();
	story.connect();
	const good = buy();

	const { messages } = await story.watch();

	expect(messages.join()).toContain(good.unique_key);
}, 60_000);

describe('what was told', () => {
	it('should be told again where an order that could not be filled can be filled after all', async () => {
		const asin = story.nextAsin();
		const { unique_key } = story.buy(asin);
		story.simulator.world.setOffer(asin, { inStock: false });
		expect(await watch()).toContain('買えません');
		story.simulator.world.setOffer(asin, { price: 2000, inStock: true, shipping: 0 });
		const said = await watch(70);
		expect(said).toContain(unique_key);
		expect(said).toContain('買えます');
	}, 60_000);

	it('should be told again where an order that could not be read was cancelled', async () => {
		const order = buy();
		story.simulator.faults.add({ kind: 'oddOrder' });
		expect(await watch()).toContain(order.unique_key);
		story.simulator.faults.clear();
		story.move(order, 'cancelled');
		expect((await watch()) + (await watch(70))).toContain(order.unique_key);
	}, 60_000);

	it('should be told again where an unread item turns out to be no product of Amazon', async () => {
		const own = story.place('UTSUWA-12', '手作りの器');
		const { unique_key } = story.order([{ itemId: own }]);
		const operation = 'items/detail';
		story.simulator.faults.add({ kind: 'status', service: 'base', operation, status: 503 });
		expect(await watch()).toContain('次の実行で調べ直します');
		story.simulator.faults.clear();
		expect((await watch(70)) + (await watch(70))).toContain(unique_key);
	}, 60_000);
});
