import { setItemRule } from '../support/itemRuleAtDesk';
import { shortenWaits } from '../support/shortWaits';
import { openStory, type SyncStory } from '../support/syncStory';
import { watchOnce } from '../support/watchOnce';

/** An item that is on sale below its own floor does not wait for the next sync: the watch confirms it at once. */

shortenWaits();

let story: SyncStory;
let asin: string;

beforeEach(async () => {
	story = await openStory(12);
	asin = story.nextAsin();
});
afterEach(async () => {
	jest.restoreAllMocks();
	await story.stop();
});

const setRule = async (typed: Record<string, string>): Promise<void> =>
	await setItemRule(story.shown(asin).item_id, typed);

it('should take an item off sale below the floor that the owner gave it', async () => {
	await setRule({ floor: '3000' });
	await story.later(async () => await watchOnce(story), 0.2);
	expect(story.shown(asin).visible).toBe(0);
}, 60_000);

it('should leave alone an item that the owner took out', async () => {
	await setRule({ floor: '3000', never: 'はい' });
	await story.later(async () => await watchOnce(story), 0.2);
	expect(story.shown(asin)).toMatchObject({ visible: 1, price: 2600 });
}, 60_000);
