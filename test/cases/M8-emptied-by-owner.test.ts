import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';
import { openQuestions } from '../support/openQuestions';

/**
 * M8: the owner sets most stocks to 0 before a holiday, and the sync filled them all up again. Many falls at
 * once are no sales: the owner is asked.
 */

const SHOP = 'demo-shop';
const ITEMS = 80;
const EMPTIED = 60;
const SOLD = 3;

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(ITEMS);
}, 60_000);
afterEach(async () => await story.stop());

/** @returns the ASINs */
const empty = (count: number): string[] => {
	const asins = Array.from({ length: count }, () => story.nextAsin());
	for (const asin of asins) {
		story.simulator.world.editListing(SHOP, story.shown(asin).item_id, { stock: 0 });
	}
	return asins;
};
const countEmpty = (asins: string[]) =>
	asins.filter((asin) => story.shown(asin).stock === 0).length;

it('should refill none of them, and ask one question about all', async () => {
	const emptied = empty(EMPTIED);

	const { message } = await story.syncLater();

	expect(countEmpty(emptied)).toBe(EMPTIED);
	const [question, ...others] = await openQuestions();
	expect(others).toEqual([]);
	expect(question?.members.map(({ asin }) => asin).sort()).toEqual([...emptied].sort());
	expect(message).toContain(question?.codes.yes);
	expect(message).toContain(question?.codes.no);
}, 60_000);

it('should refill none of them in the watch either, though Amazon moves', async () => {
	await watchOnce(story);
	const emptied = empty(EMPTIED);
	for (const asin of emptied) {
		story.simulator.world.setOffer(asin, { price: 2030, inStock: true, shipping: 0 });
	}

	await story.later(async () => await watchOnce(story), 0.5);

	expect(countEmpty(emptied)).toBe(EMPTIED);
}, 60_000);

it('should ask no second question in the next run', async () => {
	const emptied = empty(EMPTIED);
	await story.syncLater();

	await story.syncLater();

	expect(countEmpty(emptied)).toBe(EMPTIED);
	expect(await openQuestions()).toHaveLength(1);
}, 60_000);

it('should refill all of them after a yes', async () => {
	const emptied = empty(EMPTIED);
	await story.syncLater();
	const [question] = await openQuestions();
	expect(question).toBeDefined();

	await story.syncLater({ approve: question!.codes.yes });

	expect(countEmpty(emptied)).toBe(0);
	expect(await openQuestions()).toEqual([]);
}, 60_000);

it('should leave them alone after a no, and ask no more', async () => {
	const emptied = empty(EMPTIED);
	await story.syncLater();
	const [question] = await openQuestions();
	expect(question).toBeDefined();

	await story.syncLater({ approve: question!.codes.no });
	await story.syncLater();

	expect(countEmpty(emptied)).toBe(EMPTIED);
	expect(await openQuestions()).toEqual([]);
}, 60_000);

it('should refill at once what a few sales emptied, without a question', async () => {
	const sold = empty(SOLD);

	await story.syncLater();

	expect(countEmpty(sold)).toBe(0);
	expect(await openQuestions()).toEqual([]);
}, 60_000);
