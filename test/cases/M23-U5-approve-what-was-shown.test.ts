import { openQuestions } from '../support/openQuestions';
import { syncOnce } from '../support/syncOnce';
import { openStory, type SyncStory } from '../support/syncStory';

/**
 * M23 and U5: Amazon cuts nearly everything, and after half the shop the owner is asked. The code of the first
 * message does what the owner saw in it, runs later too, and the limit of a run by hand does not cut it.
 */

const ITEMS = 130;
const MOVED = 120;
/** Half the shop. */
const LIMIT = 65;

let story: SyncStory;

beforeAll(async () => {
	story = await openStory(ITEMS);
}, 120_000);

afterAll(async () => {
	await story.stop();
});

const countAt = (price: number) =>
	story.asins.filter((asin) => story.shown(asin).price === price).length;
const offerAt = (price: number) => {
	for (const asin of story.asins.slice(0, MOVED)) {
		story.simulator.world.setOffer(asin, { price, inStock: true, shipping: 0 });
	}
};
const readQuestion = (message: string) =>
	/多すぎるため、([\d,]+)件を止めています。続きも行うには ([0-9A-Z]{6})、行わないには ([0-9A-Z]{6})/.exec(
		message,
	) ?? [];

let first: string[] = [];

it('should ask with a code for yes and for no about what the run stopped', async () => {
	// 1,700 x 1.3 = 2,210 yen.
	offerAt(1700);
	const { message } = await story.syncLater();

	expect(countAt(2210)).toBe(LIMIT);
	first = readQuestion(message);
	expect(first[1]).toBe(String(MOVED - LIMIT));
}, 60_000);

it('should take the code of the first message runs later, for all that is left of it', async () => {
	await story.syncLater();
	await story.syncLater();
	expect(countAt(2210)).toBe(LIMIT);

	// By hand, with a limit of 20 items: the answer is about more.
	const settings = { approve: first[2], manual_limit: 20 };
	const { message } = await story.later(
		async () => await syncOnce(story.simulator, story.credentials, { byHand: true, settings }),
	);

	expect(message).toContain(`お答え ${first[2]} を受け付けました。55件に反映します。`);
	expect(countAt(2210)).toBe(MOVED);
	expect(await openQuestions()).toEqual([]);
}, 120_000);

it('should not take a used code for a later wave', async () => {
	// 1,500 x 1.3 = 1,950 yen.
	offerAt(1500);

	const { message } = await story.syncLater({ approve: first[2] });

	expect(message).toContain(`承認 ${first[2]} は使用済みです`);
	expect(countAt(1950)).toBe(LIMIT);
	const [, , , no] = readQuestion(message);
	const refused = await story.syncLater({ approve: no });
	expect(refused.message).toContain(`お答え ${no} を受け付けました`);
	expect(countAt(1950)).toBe(LIMIT);
}, 120_000);
