import { openOrderStory, type OrderStory } from '../support/orderStory';
import { shortenWaits } from '../support/shortWaits';

/** The owner who shrugged at a small loss hears of it again once it is a big one. */

shortenWaits();

let story: OrderStory;
let asin: string;
let key: string;

beforeEach(async () => {
	story = await openOrderStory(12);
	asin = story.nextAsin();
	costs(2500);
	key = story.buy(asin).unique_key;
	expect(await watch()).toContain('赤字');
}, 60_000);
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const costs = (price: number) =>
	story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });

/** Runs the order watch an hour later, when open orders are looked at again, and returns its messages. */
const watch = async (): Promise<string> => (await story.watchLater(70)).messages.join('\n');

it('should be told of a loss that grew', async () => {
	costs(4500);
	const said = await watch();
	expect(said).toContain(key);
	expect(said).toContain('赤字です');
	expect(said).toContain('4,500円');
}, 60_000);

it('should be told once of it', async () => {
	costs(4500);
	await watch();
	expect(await watch()).toBe('');
}, 60_000);

it('should be told of each growth since the last one', async () => {
	costs(4500);
	await watch();
	costs(9000);
	expect(await watch()).toContain('9,000円');
}, 60_000);

it('should not be told of a loss that moved a little', async () => {
	costs(2900);
	expect(await watch()).toBe('');
}, 60_000);

it('should be told of a loss that crept up', async () => {
	costs(2900);
	await watch();
	costs(3100);
	expect(await watch()).toContain(key);
}, 60_000);
