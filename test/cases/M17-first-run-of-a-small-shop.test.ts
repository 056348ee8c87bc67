import { openStory, PRICE, type SyncStory } from '../support/syncStory';
import { openQuestions } from '../support/openQuestions';

/**
 * M17: a shop of 49 items that nothing was ever written to goes live with a wrong markup: fewer items than any
 * limit of a run. Nothing moves before the owner has answered one question.
 */

const ITEMS = 49;

let story: SyncStory;

beforeEach(async () => {
	story = await openStory(ITEMS, { first: { dry_run: true } });
}, 60_000);
afterEach(async () => await story.stop());

const moved = () =>
	story.asins.filter((asin) => {
		const { price, visible } = story.shown(asin);
		return price !== PRICE || visible !== 1;
	}).length;

it('should move nothing by a markup of 13, and ask back', async () => {
	const { message, error } = await story.syncLater({ markup: '13' });

	expect(error).toBeUndefined();
	expect(moved()).toBe(0);
	expect(message).toContain('13');
}, 60_000);

it('should move nothing by a markup of 2, and ask one question about all', async () => {
	const { message } = await story.syncLater({ markup: '2' });

	expect(moved()).toBe(0);
	const [question, ...others] = await openQuestions();
	expect(others).toEqual([]);
	expect(question?.members).toHaveLength(ITEMS);
	expect(message).toContain(question?.codes.yes);
}, 60_000);

it('should move nothing and ask no second question in the runs after it', async () => {
	for (let run = 0; run < 3; run++) await story.syncLater({ markup: '2' });

	expect(moved()).toBe(0);
	expect(await openQuestions()).toHaveLength(1);
}, 60_000);
